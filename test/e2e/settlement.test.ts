import { afterEach, describe, expect, test } from "vitest";
import { fileStore, storeDirectory } from "../support/file-store.js";
import { connack, startScriptedBroker, type ScriptedBroker } from "../support/scripted-broker.js";
import { connectClient, nextEvent } from "../support/test-client.js";
import type { Client } from "../../runtime/index.js";

let broker: ScriptedBroker;
afterEach(() => broker.close());

/** Everything that can be asked of a client, of a broker that answers nothing; how often each was settled. */
function askForEverything(client: Client, durable: boolean) {
  const counts: number[] = [];
  const track = (promise: Promise<unknown>) => {
    const index = counts.push(0) - 1;
    const count = () => {
      counts[index] = (counts[index] ?? 0) + 1;
    };
    return promise.then(count, count);
  };
  const asked = Array.from({ length: 30 }, (_, index) => [
    track(client.publish("x".repeat(10_000), { qos: 0 })),
    track(client.publish(index, { qos: 1 })),
    track(client.publish(index, { qos: 2 })),
    ...(durable ? [track(client.publish(index, { qos: 2, until: "stored" }))] : []),
    track(client.subscribe(() => undefined, { filter: `a/${index}` })),
  ]);
  return { counts, all: Promise.all(asked.flat()) };
}

describe.each(["Memory", "File"] as const)("with the store %s every promise is settled once", (type) => {
  const durable = type === "File";
  /** Beside the client, what it is reconfigured with: the same but for the server. */
  const connectReconfigurable = async (options: object) => {
    broker = await startScriptedBroker((packet, { send }) => {
      if (packet.cmd === "connect") send(connack(0));
    });
    const store = durable ? fileStore(await storeDirectory()) : { cleanSession: false };
    const settings = { ...store, messageChannelDepth: 50, disconnectQuiesce: "0", ...options };
    const client = await connectClient(broker.url, { client: settings });
    const change = (server: string) => client.reconfigure({ client: { ...settings, server }, message: { topic: "a" } });
    return { client, change };
  };
  const connect = async (options: object) => (await connectReconfigurable(options)).client;

  test("by disconnecting", async () => {
    const client = await connect({ resumeSubs: true });
    const { counts, all } = askForEverything(client, durable);
    await client.disconnect();
    await all;
    expect(counts).toEqual(counts.map(() => 1));
  });

  test("by a loss that is final", async () => {
    const client = await connect({ autoReconnect: false });
    const { counts, all } = askForEverything(client, durable);
    client.mqtt?.stream.destroy();
    await all;
    expect(counts).toEqual(counts.map(() => 1));
  });

  test("by disconnecting while a lost connection is being re-established", async () => {
    const client = await connect({ resumeSubs: true });
    const before = askForEverything(client, durable);
    const lost = nextEvent(client, "lost");
    client.mqtt?.stream.destroy();
    await lost;
    const after = askForEverything(client, durable);
    await client.disconnect();
    await Promise.all([before.all, after.all]);
    const counts = [...before.counts, ...after.counts];
    expect(counts).toEqual(counts.map(() => 1));
  });

  test.each([
    { name: "a reconfiguration and disconnecting", server: () => broker.url, fails: false },
    { name: "one that fails and disconnecting", server: () => "tcp://127.0.0.1:1", fails: true },
  ])("by $name", async ({ server, fails }) => {
    const { client, change } = await connectReconfigurable({ resumeSubs: true });
    const before = askForEverything(client, durable);
    const reconfigured = change(server()).then(
      () => false,
      () => true,
    );
    const meanwhile = askForEverything(client, durable);
    expect(await reconfigured).toBe(fails);
    const after = askForEverything(client, durable);
    await client.disconnect();
    await Promise.all([before.all, meanwhile.all, after.all]);
    const counts = [...before.counts, ...meanwhile.counts, ...after.counts];
    expect(counts).toEqual(counts.map(() => 1));
  });

  test("by disconnecting while it is reconfigured, the reconfiguration too", async () => {
    const { client, change } = await connectReconfigurable({ resumeSubs: true });
    const { counts, all } = askForEverything(client, durable);
    const reconfigured = Promise.allSettled([change(broker.url), change(broker.url)]);
    await client.disconnect();
    await all;
    expect(counts).toEqual(counts.map(() => 1));
    expect((await reconfigured).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  test("by waitTimeout", async () => {
    const client = await connect({ waitTimeout: "50ms" });
    const { counts, all } = askForEverything(client, durable);
    await all;
    expect(counts).toEqual(counts.map(() => 1));
  });
});
