import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { spawnScript } from "../cli/spawn-script.js";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import { fileStore, storeDirectory } from "../support/file-store.js";
import { observe } from "../support/observer.js";
import { link } from "../support/test-client.js";

/** `KILLS=50 npx vitest run test/e2e/killed-publisher` is the long form. */
const KILLS = Number(process.env.KILLS ?? 4);
/** A process is killed at a random moment of so many milliseconds after it has connected, or stored its first message. */
const LIFE_MS = 150;

let broker: EmbeddedBroker;

describe.skipIf(brokerMissing)(`a publisher to ${brokerName} that is killed ${KILLS} times`, () => {
  beforeAll(async () => {
    broker = await startBroker({ tcp: true });
  });
  afterAll(() => broker.close());

  test.each([
    { qos: 1, cleanSession: false },
    { qos: 2, cleanSession: false },
    { qos: 2, cleanSession: true },
  ] as const)(
    "loses nothing that was stored, and keeps the order: QoS $qos, cleanSession $cleanSession",
    async ({ qos, cleanSession }) => {
      const directory = await storeDirectory();
      const client = { ...fileStore(directory), server: broker.url("tcp"), cleanSession };
      const options = { client, message: { topic: "killed/:name", qos, retained: false } };
      const observer = await observe(broker.url("tcp"), "killed/#");
      const journal = join(directory, "journal");
      for (let run = 0; run < KILLS; run++)
        await runAndKill({ options, uid: link.uid, run, journal }, run % 2 === 0 ? "connected" : "stored");
      const stored = (await readFile(journal, "utf8")).split("\n").slice(0, -1);
      expect(stored.filter((line) => line.startsWith("!"))).toEqual([]);
      const task = JSON.stringify({ options, uid: link.uid, run: KILLS });
      const end = await spawnScript("test/support/publisher.ts", [task]).result;
      expect(end).toMatchObject({ code: 0 });

      const seen: string[] = [];
      while (seen.at(-1) !== `${KILLS}:last`) seen.push((await observer.next()).payload.toString());
      await observer.end();
      const arrived = new Set(seen);
      const lost = stored.filter((payload) => !arrived.has(payload));
      const duplicates = seen.length - arrived.size;
      console.info(`QoS ${qos}: ${stored.length} stored, ${lost.length} lost, ${duplicates} twice, ${KILLS} kills`);
      expect(stored.length).toBeGreaterThan(0);
      expect(lost).toEqual([]);
      expect([...arrived]).toEqual([...arrived].sort(byRunAndNumber));
      // aedes takes a message that is sent again for a new one after a reconnect, and a new session has no memory.
      if (qos === 2 && brokerName === "Mosquitto" && !cleanSession) expect(duplicates).toBe(0);
    },
    30_000 + KILLS * 5_000,
  );
});

async function runAndKill(task: object, after: "connected" | "stored"): Promise<void> {
  const publisher = spawnScript("test/support/publisher.ts", [JSON.stringify(task)]);
  await publisher.printed("stdout", after);
  await wait(randomInt(LIFE_MS));
  publisher.child.kill("SIGKILL");
  expect((await publisher.result).stderr).not.toContain("rror");
}

function byRunAndNumber(a: string, b: string): number {
  const [runA = 0, numberA = 0] = a.split(":").map((part) => (part === "last" ? Infinity : Number(part)));
  const [runB = 0, numberB = 0] = b.split(":").map((part) => (part === "last" ? Infinity : Number(part)));
  return runA - runB || numberA - numberB;
}
