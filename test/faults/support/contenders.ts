import { randomUUID } from "node:crypto";
import { connectAsync } from "mqtt";
import { createClient } from "../../../runtime/index.js";
import { ReferenceClient } from "./reference-client.js";

/** How long all contenders wait before they connect again, so that a run has many connections in little time. */
const RECONNECT_MS = 10;
/** What Mosquitto takes of QoS 2. */
const WINDOW = 20;

/** What is published, and how. */
export interface Assignment {
  readonly url: string;
  readonly topic: string;
  readonly qos: 0 | 1 | 2;
  readonly cleanSession: boolean;
  readonly store: Store;
}

/** A store of messages, as the option has it; a folder means File. */
export type Store = { readonly type: "Memory" } | { readonly type: "File"; readonly directoryPrefix: string };

/** A client under test, connected. */
export interface Contender {
  /** Resolves when the message has been acknowledged. */
  publish(payload: string): Promise<unknown>;
  close(): Promise<unknown>;
}

/** A client that publishes over faulty links. */
export type ContenderName = "octopus-mqtt" | "mqtt.js" | "reference";

/** Connects a client. */
export const contenders: Readonly<Record<ContenderName, (assignment: Assignment) => Promise<Contender>>> = {
  "octopus-mqtt": async ({ url: server, topic, qos, cleanSession, store }) => {
    const client = await createClient(
      {
        client: {
          server,
          cleanSession,
          store,
          connectTimeout: "2s",
          keepAlive: "1s",
          pingTimeout: "500ms",
          writeTimeout: "500ms",
          maxReconnectInterval: "0",
          messageChannelDepth: 65_535,
          disconnectQuiesce: "1s",
        },
        message: { topic, qos, retained: false },
      },
      {
        link: { namespace: "default", name: "faults", uid: randomUUID() },
        maxInFlight: WINDOW,
        reconnectDelay: RECONNECT_MS,
      },
    );
    await client.connect();
    return { publish: (payload) => client.publish(payload), close: () => client.disconnect() };
  },

  "mqtt.js": async ({ url, topic, qos, cleanSession }) => {
    const client = await connectAsync(url.replace("tcp://", "mqtt://"), {
      clientId: `raw-${randomUUID().slice(0, 8)}`,
      clean: cleanSession,
      reconnectPeriod: RECONNECT_MS,
      connectTimeout: 2_000,
      keepalive: 1,
      // Without it, one refusal would be the end of the run.
      reconnectOnConnackError: true,
    });
    client.on("error", () => undefined);
    return {
      publish: (payload) => client.publishAsync(topic, payload, { qos }),
      close: () => new Promise((resolve) => client.end(true, resolve)),
    };
  },

  reference: ({ url, topic, qos, cleanSession }) => {
    if (qos === 0) throw new Error("the reference client has nothing to show at QoS 0");
    const clientId = `ref-${randomUUID().slice(0, 8)}`;
    const client = new ReferenceClient({ url, clientId, topic, qos, clean: cleanSession, window: WINDOW });
    return Promise.resolve({
      publish: (payload) => client.publish(payload),
      close: () => {
        client.close();
        return Promise.resolve();
      },
    });
  },
};
