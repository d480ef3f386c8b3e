import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RealBroker } from "../support/brokers/broker-process.js";
import { isAvailable } from "../support/required.js";
import { startFaultyProxy } from "../support/faulty-proxy.js";
import { realBrokers, type RestartableBroker } from "./support/brokers.js";
import { startCountingSubscriber } from "./support/counting-subscriber.js";
import { bundlePublisher, readJournal, startPublisher } from "./support/publisher-runs.js";
import { table, violations, type Row } from "./support/report.js";
import { deadline, messages } from "./support/scale.js";
import { tally } from "./support/tally.js";

const DAY_S = 24 * 60 * 60;
/** A day ahead, a day behind, and back. */
const JUMPS = ["+1d", "-1d", "+0"];
const BETWEEN_MS = 60;

const library = readdirSync("/usr/lib")
  .map((folder) => join("/usr/lib", folder, "faketime", "libfaketime.so.1"))
  .find((path) => existsSync(path));
const canJump = isAvailable("libfaketime", library !== undefined, "Debian package faketime");

const rows: Row[] = [];

describe.skipIf(!canJump).each(realBrokers)(
  "a clock that jumps, publishing to $name",
  ({ start }: RestartableBroker) => {
    let folder: string;
    let broker: RealBroker;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "octopus-clock-"));
      await bundlePublisher();
      broker = await start();
    });
    afterAll(async () => {
      await broker.close();
      await rm(folder, { recursive: true, force: true });
    });

    test.each([1, 2] as const)(
      "by days, over links that are cut: QoS %i",
      async (qos) => {
        const proxy = await startFaultyProxy(broker.url);
        const topic = `clock/${qos}`;
        const subscriber = await startCountingSubscriber(broker.url, topic);
        const clock = join(folder, `clock-${qos}`);
        const journal = join(folder, `journal-${qos}`);
        writeFileSync(clock, "+0");
        const env = {
          LD_PRELOAD: library,
          FAKETIME_TIMESTAMP_FILE: clock,
          FAKETIME_NO_CACHE: "1",
          // A clock that someone sets is the wall clock; the monotonic one goes on.
          DONT_FAKE_MONOTONIC: "1",
          FAKETIME_DONT_FAKE_MONOTONIC: "1",
        };
        const times = { keepAlive: "1s", pingTimeout: "500ms", waitTimeout: "20s", connectTimeout: "5s" };
        const client = { server: proxy.url, cleanSession: false, maxReconnectInterval: "0", ...times };
        const options = { client, message: { topic, qos, retained: false } };
        const publisher = startPublisher(
          { options, uid: randomUUID(), first: 0, count: messages, until: "acknowledged", journal },
          env,
        );
        await publisher.connected;
        const startedAt = performance.now();
        proxy.faults.cutAfterMs = 80;
        proxy.cut();
        let jumps = 0;
        for (; publisher.child.exitCode === null; jumps++) {
          writeFileSync(clock, JUMPS[jumps % JUMPS.length] ?? "");
          await wait(BETWEEN_MS);
        }
        writeFileSync(clock, "+1d");
        const shown = Number(execFileSync("date", ["+%s"], { env: { ...process.env, ...env }, encoding: "utf8" }));
        expect(Math.abs(shown - Date.now() / 1000 - DAY_S)).toBeLessThan(60);
        expect(await publisher.ended).toEqual({ errors: "", isDone: true });
        await subscriber.settle(() => new Set(subscriber.seen(topic)).size === messages, 2_000);
        const { accepted, failed } = await readJournal(journal);
        const row: Row = {
          fault: "clock jumps by days, links cut",
          broker: broker.name,
          client: "octopus-mqtt",
          qos,
          cleanSession: false,
          store: { type: "Memory" },
          called: messages,
          rejected: failed.length,
          unsettled: messages - accepted.length - failed.length,
          ...tally(subscriber.seen(topic), accepted),
          cuts: proxy.cuts,
          seconds: (performance.now() - startedAt) / 1000,
        };
        rows.push(row);
        expect(violations([row], true)).toEqual([]);
        expect(jumps).toBeGreaterThan(JUMPS.length);
        subscriber.close();
        await proxy.close();
      },
      deadline({ messages }),
    );
  },
);

afterAll(() => {
  if (canJump) console.log(table(rows));
});
