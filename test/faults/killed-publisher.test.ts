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
import { tally } from "./support/tally.js";

const KILLS = Number(process.env.FAULT_KILLS ?? 50);
/** A process is killed at a random moment of so many milliseconds after it has connected. */
const LIFE_MS = 150;
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
  test(`killed ${KILLS} times lose nothing that was stored`, async () => {
    const mine = await Promise.all(cases.map((part) => killAgainAndAgain(broker, subscriber, part)));
    rows.push(...mine);
    expect(violations(mine, true)).toEqual([]);
    for (const { called } of mine) expect(called).toBeGreaterThan(KILLS);
  }, 240_000);
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
  for (let life = 0; life < KILLS; life++) {
    const publisher = startPublisher({ ...task, first: life * NUMBERS, until: "stored" });
    await publisher.connected;
    await wait(Math.random() * LIFE_MS);
    publisher.child.kill("SIGKILL");
    expect((await publisher.ended).errors).toBe("");
  }
  const { accepted: stored, failed } = await readJournal(journal);
  // The last one lives, and delivers what the others left.
  const last = startPublisher({ ...task, first: KILLS * NUMBERS, count: 1, until: "acknowledged" });
  expect(await last.ended).toEqual({ errors: "", isDone: true });
  await subscriber.settle(() => subscriber.seen(topic).includes(KILLS * NUMBERS), 10_000);
  return {
    fault: `publisher SIGKILL ${KILLS} times`,
    broker: broker.name,
    client: "octopus-mqtt",
    qos,
    cleanSession,
    store,
    called: stored.length,
    rejected: failed.length,
    unsettled: 0,
    ...tally(subscriber.seen(topic), stored),
    cuts: KILLS,
    seconds: (performance.now() - startedAt) / 1000,
  };
}
