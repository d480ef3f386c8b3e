import { afterEach } from "vitest";
import type { Client, ClientContext, ClientEvents } from "../../runtime/index.js";
import { startTakingOverBroker, type TakingOverBroker, type TakingOverSettings } from "./taking-over-broker.js";
import { connectClient } from "./test-client.js";

const brokers: TakingOverBroker[] = [];
afterEach(async () => {
  for (const broker of brokers.splice(0)) await broker.close();
});

/** Starts a broker that is closed when the test ends. */
export async function start(settings?: TakingOverSettings): Promise<TakingOverBroker> {
  const broker = await startTakingOverBroker(settings);
  brokers.push(broker);
  return broker;
}

/** Whole options, told apart by `keepAlive`. */
export function options(server: string, keepAlive: number, { client = {}, message = {} } = {}) {
  return {
    client: { server, disconnectQuiesce: "0", cleanSession: false, keepAlive: `${keepAlive}s`, ...client },
    message: { topic: "test/:namespace/:name", qos: 1, ...message },
  };
}

/** A client with {@link options}, connected, that does not wait long before it connects again. */
export async function connect(
  server: string,
  { context = {}, ...parts }: { client?: object; message?: object; context?: Partial<ClientContext> } = {},
): Promise<Client> {
  return connectClient(server, { ...options(server, 10, parts), context: { reconnectDelay: 10, ...context } });
}

/** The names of the events from now on. */
export function eventsOf(client: Client): string[] {
  const seen: string[] = [];
  const events: (keyof ClientEvents)[] = ["connecting", "connected", "lost", "retrying", "refused", "closed", "error"];
  for (const event of events) client.on(event, () => seen.push(event));
  return seen;
}

/** What tells apart with which options a connection was made. */
export const keepAlives = ({ connections }: TakingOverBroker) => connections.map(({ connect }) => connect.keepalive);
/** What came over each connection. */
export const packets = ({ connections }: TakingOverBroker) => connections.map(({ packets: seen }) => seen);
