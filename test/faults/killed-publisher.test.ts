import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RealBroker } from "../support/brokers/broker-process.js";
import { realBrokers, type RestartableBroker } from "./support/brokers.js";
import { startCountingSubscriber, type CountingSubscriber } from "./support/counting-subscriber.js";
import { bundlePublisher, readJournal, startPublisher } from "./support/publisher-runs.js";
import { table, violations, type Row } from "./support/report.js";
import { deadline, kills, messages } from "./support/scale.js";
import { tally } from "./support/tally.js";

/**
 * A process is killed at a random moment of so many milliseconds after it has connected, or stored its first message. It
 * stores some three in each, so that all of them store as many as the run is to have.
 */
const LIFE_MS = Math.max(150, messages / kills);
/** Numbers that a process has for itself. */
const NUMBERS = 1_000_000;

const rows: Row[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "octopus-kills-"));
  await bundlePublisher();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  console.log(table(rows));
});

describe.each(realBrokers)("publishers to $name", ({ start }: RestartableBroker) => {
  let broker: RealBroker;
  let subscriber: CountingSubscriber;
  beforeAll(async () => {
    broker = await start();
    subscriber = await startCountingSubscriber(broker.url, "kills/#");
  });
  afterAll(async () => {
    subscriber.close();
    await broker.close();
  });

  const cases = [
    { qos: 1, cleanSession: false },
    { qos: 2, cleanSession: false },
    { qos: 2, cleanSession: true },
  ] as const;
  test.each(cases)(
    `killed ${kills} times lose nothing that was stored: QoS $qos, cleanSession $cleanSession`,
    async (part) => {
      const row = await killAgainAndAgain(broker, subscriber, part);
      rows.push(row);
      expect(violations([row], true)).toEqual([]);
      expect(row.called).toBeGreaterThan(kills);
    },
    deadline({ kills }),
  );
});

async function killAgainAndAgain(
  broker: RealBroker,
  subscriber: CountingSubscriber,
  part: { readonly qos: 1 | 2; readonly cleanSession: boolean },
): Promise<Row> {
  const { qos, cleanSession } = part;
  const uid = randomUUID();
  const topic = `kills/${uid}`;
  const store = { type: "File", directoryPrefix: folder } as const;
  const client = { server: broker.url, cleanSession, store, messageChannelDepth: 65_535, maxReconnectInterval: "0" };
  const journal = join(folder, `journal-${uid}`);
  const task = { options: { client, message: { topic, qos, retained: false } }, uid, journal };
  const startedAt = performance.now();
  for (let life = 0; life < kills; life++) {
    const publisher = startPublisher({ ...task, first: life * NUMBERS, until: "stored" });
    await (life % 2 === 0 ? publisher.connected : publisher.accepted);
    await wait(Math.random() * LIFE_MS);
    publisher.child.kill("SIGKILL");
    expect((await publisher.ended).errors).toBe("");
  }
  const { accepted: stored, failed } = await readJournal(journal);
  // The last one lives, and delivers what the others left.
  const last = startPublisher({ ...task, first: kills * NUMBERS, count: 1, until: "acknowledged" });
  expect(await last.ended).toEqual({ errors: "", isDone: true });
  await subscriber.settle(() => subscriber.seen(topic).includes(kills * NUMBERS), 10_000);
  return {
    fault: `publisher SIGKILL ${kills} times`,
    broker: broker.name,
    client: "octopus-mqtt",
    qos,
    cleanSession,
    store,
    called: stored.length,
    rejected: failed.length,
    unsettled: 0,
    ...tally(subscriber.seen(topic), stored),
    cuts: kills,
    seconds: (performance.now() - startedAt) / 1000,
  };
}
