/**
 * The live view is a guest at the broker, which is why it is mqtt.js and not the client of the SDK: that one speaks for a
 * device, with the client id, the session and the will of its DeviceLink. A broker ends the connection of a device when
 * another one comes with its client id, and the view may be opened while the device runs.
 */
import mqtt from "mqtt";

/** What a live connection tells. */
export interface LiveEvents {
  readonly onState: (state: string) => void;
  readonly onMessage: (topic: string, payload: string, retained: boolean) => void;
}

/** A connection to a broker, for looking at what passes. */
export interface LiveConnection {
  /** Resolves when the broker has acknowledged. */
  publish(topic: string, payload: string, qos: 0 | 1 | 2, retain: boolean): Promise<void>;
  close(): void;
}

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Connects to a broker over ws or wss and subscribes. Rejects with the cause when the first attempt fails, or the broker
 * refuses a subscription; later on it reconnects by itself.
 */
export async function connectLive(
  url: string,
  filters: readonly string[],
  events: LiveEvents,
): Promise<LiveConnection> {
  const client = await mqtt.connectAsync(url, { connectTimeout: CONNECT_TIMEOUT_MS, protocolVersion: 4 }, false);
  client.on("message", (topic, payload, { retain }) => {
    events.onMessage(topic, new TextDecoder().decode(payload), retain);
  });
  client.on("connect", () => {
    events.onState("connected");
  });
  let closed = false;
  client.on("close", () => {
    if (!closed) events.onState("not connected; trying again");
  });
  try {
    await client.subscribeAsync([...filters], { qos: 1 });
  } catch (error) {
    client.end(true);
    throw error;
  }
  return {
    publish: async (topic, payload, qos, retain) => {
      await client.publishAsync(topic, payload, { qos, retain });
    },
    close: () => {
      closed = true;
      client.end(true);
    },
  };
}

declare global {
  var octopusLive: { connectLive: typeof connectLive } | undefined;
}

globalThis.octopusLive = { connectLive };
