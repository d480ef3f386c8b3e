import { randomUUID } from "node:crypto";
import { connectAsync } from "mqtt";
import { createClient } from "../../../runtime/index.js";

/** How long each client waits before it connects again; long enough to publish everything meanwhile. */
const RECONNECT_MS = 1_000;
const TOPIC = "recovery/status";

/** A client that is connected, and whose link can break. */
export interface RecoveringClient {
  /** Resolves when the broker has acknowledged the message. */
  publish(payload: string): Promise<unknown>;
  /** Resolves when its link is lost. */
  lost(): Promise<void>;
  /** Resolves when it begins to connect again. */
  reconnecting(): Promise<void>;
  close(): Promise<unknown>;
}

/** What a client is to do. */
export interface ConnectSettings {
  readonly qos: 1 | 2;
  /** Of the SDK; mqtt.js knows no such thing. */
  readonly maxInFlight: number;
  /** How many messages will wait. */
  readonly messages: number;
}

/** Connects a client to a broker. */
export type Connect = (url: string, settings: ConnectSettings) => Promise<RecoveringClient>;

/** The SDK with its defaults, but for the window and a queue that is long enough. */
export const connectOurs: Connect = async (server, { qos, maxInFlight, messages }) => {
  const link = { namespace: "default", name: "recovery", uid: randomUUID() };
  const client = await createClient(
    {
      client: { server, cleanSession: false, messageChannelDepth: messages },
      message: { topic: TOPIC, qos, retained: false },
    },
    { link, maxInFlight, reconnectDelay: RECONNECT_MS },
  );
  await client.connect();
  const next = (event: "lost" | "connecting") =>
    new Promise<void>((resolve) => {
      const listener = () => {
        client.off(event, listener);
        resolve();
      };
      client.on(event, listener);
    });
  return {
    publish: (payload) => client.publish(payload),
    lost: () => next("lost"),
    reconnecting: () => next("connecting"),
    close: () => client.disconnect(),
  };
};

/** mqtt.js by itself. */
export const connectRaw: Connect = async (url, { qos }) => {
  const clientId = `recovery-${randomUUID().slice(0, 8)}`;
  const options = { clientId, clean: false, reconnectPeriod: RECONNECT_MS };
  const client = await connectAsync(url.replace("tcp://", "mqtt://"), options);
  const next = (event: "close" | "reconnect") =>
    new Promise<void>((resolve) => {
      client.once(event, () => {
        resolve();
      });
    });
  return {
    publish: (payload) => client.publishAsync(TOPIC, payload, { qos }),
    lost: () => next("close"),
    reconnecting: () => next("reconnect"),
    close: () => client.endAsync(),
  };
};
