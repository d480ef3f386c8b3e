import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RealBroker } from "../support/brokers/broker-process.js";
import { realBrokers, type RestartableBroker } from "./support/brokers.js";
import { startCountingSubscriber, type CountingSubscriber } from "./support/counting-subscriber.js";
import { table, type Row } from "./support/report.js";
import { run, type Entry } from "./support/run.js";
import { isLong, messages, stores } from "./support/scale.js";

const RESTARTS = 5;
/** How many messages are on their way at most. */
const WINDOW = 20;
/** How long the broker runs between two restarts. */
const BETWEEN_MS = 500;

const rows: Row[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "octopus-faults-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  if (isLong) console.log(table(rows));
});

function entries(qos: 1 | 2): Entry[] {
  const memory = { type: "Memory" } as const;
  return [
    ...stores(folder).map((store): Entry => ({ client: "octopus-mqtt", qos, cleanSession: false, store })),
    { client: "reference", qos, cleanSession: false, store: memory },
    { client: "mqtt.js", qos, cleanSession: false, store: memory },
  ];
}

describe.each(realBrokers)("$name is stopped and started again", ({ start }: RestartableBroker) => {
  let broker: RealBroker;
  let subscriber: CountingSubscriber;
  beforeAll(async () => {
    broker = await start();
    subscriber = await startCountingSubscriber(broker.url, "faults/#");
  });
  afterAll(async () => {
    subscriber.close();
    await broker.close();
  });

  test.each(["SIGTERM", "SIGKILL"] as const)(
    "%s: nothing is lost but what the broker had taken over, and no more of that than by the reference client",
    async (signal) => {
      const meanwhile = async () => {
        for (let restarts = 0; restarts < RESTARTS; restarts++) {
          await wait(BETWEEN_MS);
          await broker.restart(signal);
        }
      };
      // Slow enough for all restarts to come in between.
      const rate = messages / (RESTARTS * 2 * (BETWEEN_MS / 1000));
      const all = [...entries(1), ...entries(2)];
      const settings = { messages: messages / 2, rate: rate / 2, tapped: true, meanwhile };
      const results = await run({ brokerUrl: broker.url, subscriber, entries: all, ...settings });
      const mine = results.map((result) => ({ fault: `broker ${signal}`, broker: broker.name, ...result }));
      rows.push(...mine);
      expect(brokenPromises(mine, signal)).toEqual([]);
    },
    300_000,
  );
});

/** What the SDK did worse than it has to, as sentences. */
function brokenPromises(results: readonly Row[], signal: "SIGTERM" | "SIGKILL"): string[] {
  return results
    .filter(({ client }) => client === "octopus-mqtt")
    .flatMap((row) => {
      const reference = results.find(({ client, qos }) => client === "reference" && qos === row.qos);
      // What is on its way at a restart depends on the moment, so each restart may treat the two differently.
      const most = (count: number | undefined) => (count ?? 0) + RESTARTS * WINDOW;
      return [
        row.unsettled > 0 && `${row.unsettled} never settled`,
        row.rejected > 0 && `${row.rejected} failed`,
        row.byClient?.outOfOrder !== 0 && `${row.byClient?.outOfOrder} sent out of order`,
        row.byClient?.lost !== 0 && `${row.byClient?.lost} lost that the broker had not taken over`,
        signal === "SIGTERM" && row.lost > 0 && `${row.lost} lost by a broker that was stopped properly`,
        row.lost > most(reference?.lost) && `${row.lost} lost, by the reference client ${reference?.lost}`,
        row.duplicated > most(reference?.duplicated) &&
          `${row.duplicated} duplicated, by the reference client ${reference?.duplicated}`,
      ]
        .filter((complaint) => complaint !== false)
        .map((complaint) => `QoS ${row.qos}, ${row.store.type}: ${complaint}`);
    });
}
