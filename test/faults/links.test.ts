import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LinkFaults } from "../support/faulty-proxy.js";
import { faultBrokers, type FaultBroker } from "./support/brokers.js";
import { startCountingSubscriber, type CountingSubscriber } from "./support/counting-subscriber.js";
import { table, violations, type Row } from "./support/report.js";
import { run, type Commotion, type Entry } from "./support/run.js";
import type { Store } from "./support/contenders.js";
import { deadline, isLong, messages, storeOf, storeTypes } from "./support/scale.js";

interface Scenario {
  readonly fault: string;
  readonly faults?: LinkFaults;
  readonly meanwhile?: Commotion;
  /** Seconds that the messages are spread over. */
  readonly lasts?: number;
  /** Whether QoS 0 is tried, too, which shows that all is settled, and what it loses. */
  readonly atMostOnce?: boolean;
  readonly messages?: number;
  readonly padding?: number;
}

/** Stalls all links for as long. */
function stall(times: number, forMs: number): Commotion {
  return async (proxies, isOver) => {
    for (let time = 0; time < times && !isOver(); time++) {
      await wait(100);
      for (const { faults } of proxies) faults.stalled = true;
      await wait(forMs);
      for (const { faults } of proxies) faults.stalled = false;
    }
  };
}

/** Cuts all links, and refuses the connection that follows. */
const refuseOnce: Commotion = async (proxies) => {
  await wait(150);
  for (const proxy of proxies) {
    proxy.faults.refuseOnceWith = 3;
    proxy.cut();
  }
};

const scenarios: readonly Scenario[] = [
  { fault: "cut every 50 ms", faults: { cutAfterMs: 50 }, atMostOnce: true },
  { fault: "cut every 50 ms, 2 ms each way", faults: { cutAfterMs: 50, latencyMs: 2 } },
  { fault: "cut while sending again", faults: { cutAfterBytes: () => 80 + Math.random() * 1_400 } },
  { fault: "CONNACK refused once", meanwhile: refuseOnce, lasts: 0.5 },
  { fault: "stalled 10 times for 100 ms", meanwhile: stall(isLong ? 10 : 2, 100), lasts: isLong ? 2 : 0.4 },
  ...(isLong
    ? [
        { fault: "stalled 3 times for 2 s", meanwhile: stall(3, 2_000), lasts: 3, atMostOnce: true },
        { fault: "slow reader", faults: { bytesPerSecond: 5_000_000 }, messages: messages / 4, padding: 4_000 },
      ]
    : []),
];

const rows: Row[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "octopus-faults-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  if (isLong) console.log(table(rows));
});

/** The SDK, with and without a kept session; in the long form raw mqtt.js beside, which has no store but memory. */
function entries(qos: 0 | 1 | 2, type: Store["type"]): Entry[] {
  const store = storeOf(type, folder);
  const ours = [false, true].map((cleanSession): Entry => ({ client: "octopus-mqtt", qos, cleanSession, store }));
  const raw: Entry = { client: "mqtt.js", qos, cleanSession: false, store };
  return isLong && type === "Memory" ? [...ours, raw] : ours;
}

describe.each(faultBrokers)("links to $name", ({ start, exactlyOnce }: FaultBroker) => {
  let broker: Awaited<ReturnType<FaultBroker["start"]>>;
  let subscriber: CountingSubscriber;
  beforeAll(async () => {
    broker = await start();
    subscriber = await startCountingSubscriber(broker.url, "faults/#");
  });
  afterAll(async () => {
    subscriber.close();
    await broker.close();
  });

  const cases = scenarios.flatMap(({ atMostOnce, ...scenario }) =>
    ([0, 1, 2] as const)
      .filter((qos) => qos > 0 || (isLong && atMostOnce))
      .flatMap((qos) => storeTypes.map((store) => ({ ...scenario, qos, store }))),
  );
  test.each(cases.map((part) => [`${part.fault}: QoS ${part.qos}, ${part.store}`, part] as const))(
    "%s",
    async (_, { fault, qos, store, lasts, ...scenario }) => {
      const settings = { messages, ...(lasts !== undefined && { rate: messages / lasts }), ...scenario };
      const results = await run({ brokerUrl: broker.url, subscriber, entries: entries(qos, store), ...settings });
      const mine = results.map((result) => ({ fault, broker: broker.name, ...result }));
      rows.push(...mine);
      expect(violations(mine, exactlyOnce)).toEqual([]);
    },
    deadline({ messages }),
  );
});
