import { connectAsync, type MqttClient } from "mqtt";

/** A message as the broker handed it out. */
export interface ObservedMessage {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1 | 2;
  /** True for a message that the broker had kept, false for one that was published just now. */
  readonly retained: boolean;
}

/** A subscriber that shares nothing with the SDK but the broker: plain mqtt.js. */
export interface Observer {
  close(): Promise<void>;
}

/** Milliseconds between attempts to come back to a broker that went away. */
const RECONNECT_PERIOD = 500;

/** Connects and subscribes at QoS 2, so that messages arrive with the QoS they were published with. */
export async function observe(
  server: string,
  filters: readonly string[],
  onMessage: (message: ObservedMessage) => void,
): Promise<Observer> {
  const client: MqttClient = await connectAsync(server, { reconnectPeriod: 0, connectTimeout: 10_000 });
  client.on("message", (topic, payload, { qos, retain }) => {
    onMessage({ topic, payload: payload.toString(), qos, retained: retain });
  });
  // Not before: a first attempt that fails shall be told, not repeated.
  client.options.reconnectPeriod = RECONNECT_PERIOD;
  await client.subscribeAsync([...filters], { qos: 2 });
  // Errors of later attempts show in what is missing.
  client.on("error", () => undefined);
  return { close: () => client.endAsync() };
}
