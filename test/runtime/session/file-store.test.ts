import { mkdir, readdir, readFile, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { generate } from "mqtt-packet";
import { describe, expect, test } from "vitest";
import { FileStore } from "../../../runtime/session/store/file-store.js";
import { decodePublish, encodePublish } from "../../../runtime/session/store/publish-packet.js";
import { newRecord, readHead, sealRecord } from "../../../runtime/session/store/record.js";
import type { KeptMessage } from "../../../runtime/session/store/session-store.js";
import { storeDirectory, storePaths } from "../../support/file-store.js";
import { failureOf, link } from "../../support/test-client.js";

/** Opens the store of the tests' DeviceLink; what it reports is in `reports`. */
async function openStore(directory: string, reports: Error[] = []): Promise<FileStore> {
  return FileStore.open({ directory, uid: link.uid, report: (error) => reports.push(error) });
}

function keep(store: FileStore, sequence: number, payload = `m${sequence}`, topic = "a/b"): Promise<KeptMessage> {
  return new Promise((resolve, reject) => {
    const kept = (_: undefined, message: KeptMessage, error: Error | undefined) => {
      if (error) reject(error);
      else resolve(message);
    };
    store.keep({ sequence, topic, payload, qos: 2, retain: true }, { kept, allKept: () => undefined }, undefined);
  });
}

const contentsOf = (store: FileStore) =>
  store.recovered.map(({ sequence, payload, released }) => `${sequence} ${String(payload)}${released ? " R" : ""}`);

describe("the log of the store File", () => {
  test("gives back what was kept and not settled, in order, with what is known of it", async () => {
    const directory = await storeDirectory();
    const first = await openStore(directory);
    const kept = await Promise.all([1, 2, 3, 4].map((sequence) => keep(first, sequence)));
    expect(kept.map(({ payload }) => String(payload))).toEqual(["m1", "m2", "m3", "m4"]);
    first.settle(2);
    await new Promise<void>((resolve) => {
      first.release(3, () => {
        resolve();
      });
    });
    await first.close();
    const second = await openStore(directory);
    expect(contentsOf(second)).toEqual(["1 m1", "3 m3 R", "4 m4"]);
    expect(second.recovered[0]).toMatchObject({ topic: "a/b", qos: 2, retain: true });
    expect(second.lastSequence).toBe(4);
    await second.close();
  });

  test("forgets what depends on the broker's session when that is gone", async () => {
    const directory = await storeDirectory();
    const first = await openStore(directory);
    await keep(first, 1);
    first.release(1, () => undefined);
    const received = { id: 7, topic: "$SYS/../x", payload: Buffer.from("in"), retain: false, dup: true };
    first.receive(received, () => undefined);
    await first.close();
    const second = await openStore(directory);
    expect(contentsOf(second)).toEqual(["1 m1 R"]);
    expect([...second.received.values()]).toMatchObject([received]);
    second.noSession(() => undefined);
    await second.close();
    const third = await openStore(directory);
    expect(contentsOf(third)).toEqual(["1 m1"]);
    expect(third.received.size).toBe(0);
    await third.close();
  });

  test("is folded when most of it is settled, and holds what is not", async () => {
    const directory = await storeDirectory();
    const store = await openStore(directory);
    const big = "x".repeat(50_000);
    await keep(store, 1, "stays");
    for (let sequence = 2; sequence <= 100; sequence++) {
      await keep(store, sequence, big);
      store.settle(sequence);
    }
    await store.close();
    expect((await stat(storePaths(directory).log)).size).toBeLessThan(2_500_000);
    const again = await openStore(directory);
    expect(contentsOf(again)).toEqual(["1 stays"]);
    again.settle(1);
    for (let sequence = 101; sequence <= 130; sequence++) {
      await keep(again, sequence, big);
      again.settle(sequence);
    }
    await again.close();
    expect((await openAndClose(directory)).recovered).toEqual([]);
  });

  test("holds acknowledgements in whatever order they come, those of one after the other as one record", async () => {
    const directory = await storeDirectory();
    const store = await openStore(directory);
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map((sequence) => keep(store, sequence)));
    for (const sequence of [2, 3, 4, 8, 7, 1]) store.settle(sequence);
    await store.close();
    expect(contentsOf(await openAndClose(directory))).toEqual(["5 m5", "6 m6", "9 m9"]);
  });

  test("reads acknowledgements that earlier versions wrote, of one message each", async () => {
    const directory = await storeDirectory();
    const store = await openStore(directory);
    await Promise.all([1, 2, 3].map((sequence) => keep(store, sequence)));
    await store.close();
    const { log } = storePaths(directory);
    const whole = await readFile(log);
    const format = readHead(whole);
    if (format === undefined) throw new Error("the log has no head");
    const record = newRecord(3, 6);
    record.writeUIntBE(2, record.length - 6, 6);
    const end = whole.lastIndexOf("m3") + 2;
    await writeFile(log, Buffer.concat([whole.subarray(0, end), sealRecord(record, format)]));
    expect(contentsOf(await openAndClose(directory))).toEqual(["1 m1", "3 m3"]);
  });

  test("survives being cut off anywhere: whole records before the cut count", async () => {
    const directory = await storeDirectory();
    const store = await openStore(directory);
    for (let sequence = 1; sequence <= 5; sequence++) await keep(store, sequence);
    await store.close();
    const { log } = storePaths(directory);
    const whole = await readFile(log);
    const used = whole.lastIndexOf("m5") + 2;
    let fewest = 5;
    for (let length = used - 1; length > 40; length -= 3) {
      await writeFile(log, whole);
      await truncate(log, length);
      const reports: Error[] = [];
      const { recovered } = await openAndClose(directory, reports);
      expect(recovered.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5].slice(0, recovered.length));
      expect(recovered.length).toBeLessThanOrEqual(fewest);
      expect(reports.map(({ message }) => message.split(":")[0])).toEqual(reports.map(() => "store-damaged"));
      fewest = recovered.length;
    }
    expect(fewest).toBe(0);
  });

  test("survives a changed byte anywhere: the record it is in is put aside, the rest counts", async () => {
    const directory = await storeDirectory();
    const store = await openStore(directory);
    for (let sequence = 1; sequence <= 5; sequence++) await keep(store, sequence);
    await store.close();
    const { log, folder } = storePaths(directory);
    const whole = await readFile(log);
    const used = whole.lastIndexOf("m5") + 2;
    for (let at = 0; at < used; at += 2) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      await writeFile(log, changed);
      const reports: Error[] = [];
      const { recovered } = await openAndClose(directory, reports);
      // In the head nothing is lost, since it is there twice.
      expect(recovered.length).toBe(at < 40 ? 5 : 4);
      expect(reports.length).toBe(at < 40 ? 0 : 1);
      expect((await openAndClose(directory)).recovered).toEqual(recovered);
    }
    const aside = (await readdir(folder)).filter((name) => name.startsWith("damaged-"));
    expect(aside.length).toBe(Math.ceil((used - 40) / 2));
  });

  test("with a head that cannot be read is put aside as a whole", async () => {
    const directory = await storeDirectory();
    const store = await openStore(directory);
    await keep(store, 1);
    await store.close();
    const { log, folder } = storePaths(directory);
    await writeFile(log, Buffer.alloc(40, "?"), { flag: "r+" });
    const reports: Error[] = [];
    expect((await openAndClose(directory, reports)).recovered).toEqual([]);
    expect(reports).toMatchObject([{ code: "store-damaged" }]);
    const aside = (await readdir(folder)).filter((name) => name.startsWith("damaged-"));
    expect(await readFile(join(folder, aside[0] ?? ""), "latin1")).toContain("m1");
  });

  test("passes over records that a broker would not take, whoever wrote them", async () => {
    const directory = await storeDirectory();
    const store = await openStore(directory);
    await keep(store, 1);
    await keep(store, 2, "poison", "a/#");
    await keep(store, 3);
    await store.close();
    const reports: Error[] = [];
    const { recovered } = await openAndClose(directory, reports);
    expect(recovered.map(({ sequence }) => sequence)).toEqual([1, 3]);
    expect(String(reports[0])).toContain("invalid-topic");
  });

  test("does not take bytes of a payload for records, not even of a damaged one", async () => {
    const other = await storeDirectory();
    const spare = await openStore(other);
    await keep(spare, 9, "planted");
    await spare.close();
    const directory = await storeDirectory();
    const store = await openStore(directory);
    const planted = await readFile(storePaths(other).log, "latin1");
    await keep(store, 1, planted.slice(0, planted.lastIndexOf("planted") + 7));
    await keep(store, 2);
    await store.close();
    const { log } = storePaths(directory);
    const bytes = await readFile(log);
    bytes.writeUInt8(0, 40);
    await writeFile(log, bytes);
    expect(contentsOf(await openAndClose(directory))).toEqual(["2 m2"]);
  });
});

describe("the folder of the store File", () => {
  test("is the owner's alone, and named by the UID", async () => {
    const directory = await storeDirectory();
    const deep = join(directory, "made", "on demand");
    const { folder, log } = storePaths(deep);
    await openAndClose(deep);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(log)).mode & 0o777).toBe(0o600);
  });

  test.each(["../../../tmp/elsewhere", "..", "", "835aea2e-5f80-4d14-88f5-40c4bda41a/3"])(
    "cannot be left by the UID %j",
    async (uid) => {
      const directory = await storeDirectory();
      const opening = FileStore.open({ directory, uid, report: () => undefined });
      expect(await failureOf(opening)).toMatchObject({ code: "invalid-manifest" });
      expect(await readdir(directory)).toEqual([]);
    },
  );

  test("is not followed elsewhere by a link, nor is the log", async () => {
    const directory = await storeDirectory();
    const elsewhere = await storeDirectory();
    const { folder, log } = storePaths(directory);
    await symlink(elsewhere, folder);
    expect(await failureOf(openStore(directory))).toMatchObject({ code: "store-failed" });
    const second = await storeDirectory();
    await mkdir(storePaths(second).folder);
    await symlink(join(elsewhere, "session.log"), storePaths(second).log);
    expect(await failureOf(openStore(second))).toMatchObject({ code: "store-failed" });
    expect(await readdir(elsewhere)).toEqual([]);
    expect(log).toContain(link.uid);
  });

  test("is taken by one at a time, of ten that come together too", async () => {
    const directory = await storeDirectory();
    const opened = await Promise.allSettled(Array.from({ length: 10 }, () => openStore(directory)));
    const stores = opened.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(stores.length).toBeLessThanOrEqual(1);
    for (const result of opened)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "store-locked" });
    await stores[0]?.close();
    await openAndClose(directory);
  });

  test("may have a path longer than the address of a socket", async () => {
    const deep = join(await storeDirectory(), "a".repeat(120), "b".repeat(120));
    const store = await openStore(deep);
    expect(await failureOf(openStore(deep))).toMatchObject({ code: "store-locked" });
    await store.close();
    await openAndClose(deep);
  });
});

test("PUBLISH packets are those of mqtt-packet", () => {
  const packets = fc.record({
    topic: fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.integer({ min: 0, max: 20_000 }).map((length) => Buffer.alloc(length, 7)),
    ),
    qos: fc.constantFrom(1 as const, 2 as const),
    retain: fc.boolean(),
    dup: fc.boolean(),
    id: fc.integer({ min: 1, max: 65_535 }),
  });
  fc.assert(
    fc.property(packets, (packet) => {
      const bytes = encodePublish(packet, 3).subarray(3);
      expect(bytes).toEqual(generate({ ...packet, cmd: "publish", messageId: packet.id }));
      expect(decodePublish(bytes)).toEqual(packet);
    }),
  );
});

async function openAndClose(directory: string, reports: Error[] = []): Promise<FileStore> {
  const store = await openStore(directory, reports);
  await store.close();
  return store;
}
