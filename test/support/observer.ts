import { connectAsync } from "mqtt";

/** A message as an independent client saw it. */
export interface SeenMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: number;
  readonly retain: boolean;
}

/** An independent client: plain mqtt.js with its own connection code. */
export interface Observer {
  /** The next message not yet taken; waits for it. */
  next(): Promise<SeenMessage>;
  publish(topic: string, payload: string, options?: { qos?: 0 | 1 | 2; retain?: boolean }): Promise<void>;
  end(): Promise<void>;
}

/** Connects an independent client to a plain TCP listener and subscribes to a filter with QoS 2. */
export async function observe(server: string, filter: string): Promise<Observer> {
  const client = await connectAsync(server.replace("tcp://", "mqtt://"));
  const seen: SeenMessage[] = [];
  const waiting: ((message: SeenMessage) => void)[] = [];
  client.on("message", (topic, payload, { qos, retain }) => {
    const message = { topic, payload, qos, retain };
    const taker = waiting.shift();
    if (taker) taker(message);
    else seen.push(message);
  });
  await client.subscribeAsync(filter, { qos: 2 });
  return {
    next: () => {
      const message = seen.shift();
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve));
    },
    publish: async (topic, payload, options = {}) => {
      await client.publishAsync(topic, payload, { qos: 1, ...options });
    },
    end: () => client.endAsync(),
  };
}
