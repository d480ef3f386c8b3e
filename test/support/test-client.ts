import { afterEach } from "vitest";
import { createClient, type Client, type ClientContext, type ClientEvents } from "../../runtime/index.js";

/** The DeviceLink that the clients of the tests speak for. */
export const link = { namespace: "default", name: "case1", uid: "835aea2e-5f80-4d14-88f5-40c4bda41aa3" };
/** Its client ids for MQTT 3.1.1 and 3.1. */
export const clientIds = { 4: "octopus-835aea2e5f804d1488f540c4bda41aa3", 3: "octopus-5a8044f40c41aa3" };
/** What the topic of the clients renders to. */
export const topic = "test/default/case1";

/** Parts of MQTTOptions that a test sets. */
export interface TestOptions {
  readonly client?: object;
  readonly message?: object;
  readonly context?: Partial<ClientContext>;
}

const clients: Client[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.disconnect()));
});

/** A client that is disconnected when the test ends. */
export async function makeClient(server: string, options: TestOptions = {}): Promise<Client> {
  const client = await createClient(
    {
      client: { server, disconnectQuiesce: "0", ...options.client },
      message: { topic: "test/:namespace/:name", ...options.message },
    },
    { link, ...options.context },
  );
  clients.push(client);
  return client;
}

/** A client that is connected. */
export async function connectClient(server: string, options: TestOptions = {}): Promise<Client> {
  const client = await makeClient(server, options);
  await client.connect();
  return client;
}

/** The details of the next event of a client. */
export function nextEvent(client: Client, event: keyof ClientEvents): Promise<unknown> {
  return new Promise((resolve) => {
    const listener = (...details: unknown[]) => {
      client.off(event, listener);
      resolve(details[0]);
    };
    client.on(event, listener);
  });
}

/** What a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("value" in outcome) throw new Error("it did not fail");
  if (outcome.error instanceof Error) return outcome.error;
  throw new Error("it failed with something that is no error");
}
