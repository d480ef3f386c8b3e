import { createRequire } from "node:module";
import { FileStore } from "../../../runtime/session/store/file-store.js";

/** What a store of messages has to do, in the terms of every engine. */
export interface Engine {
  /** Resolves when the message is on the disk. */
  put(sequence: number, payload: Buffer): Promise<void>;
  /** The message is acknowledged; need not be on the disk at once. */
  remove(sequence: number): void;
  /** The messages that an earlier process left, in order. */
  left(): Promise<readonly Left[]>;
  close(): Promise<void>;
}

/** A message that was left. */
export interface Left {
  readonly sequence: number;
  readonly payload: string | Buffer;
}

export type EngineName = "log" | "classic-level" | "lmdb";

const UID = "835aea2e-5f80-4d14-88f5-40c4bda41aa3";

/** Opens an engine in a directory. The packages must be installed: `npm install --no-save classic-level lmdb`. */
export function openEngine(name: EngineName, directory: string): Promise<Engine> {
  switch (name) {
    case "log":
      return openFileStore(directory);
    case "classic-level":
      return openLevel(directory);
    case "lmdb":
      return Promise.resolve(openLmdb(directory));
  }
}

async function openFileStore(directory: string): Promise<Engine> {
  const store = await FileStore.open({ directory, uid: UID, report: console.error });
  return {
    put: (sequence, payload) =>
      new Promise((resolve, reject) => {
        const kept = (_: undefined, _message: unknown, error: Error | undefined) => {
          if (error) reject(error);
          else resolve();
        };
        store.keep(
          { sequence, topic: "a/b", payload, qos: 2, retain: false },
          { kept, allKept: () => undefined },
          undefined,
        );
      }),
    remove: (sequence) => {
      store.settle(sequence);
    },
    left: () => Promise.resolve(store.recovered),
    close: () => store.close(),
  };
}

/** The parts of classic-level 3 that are used here. */
interface Level {
  open(): Promise<void>;
  batch(operations: object[], options: { sync: boolean }): Promise<void>;
  iterator(): { all(): Promise<[key: Buffer, value: Buffer][]> };
  close(): Promise<void>;
}

async function openLevel(directory: string): Promise<Engine> {
  const { ClassicLevel } = createRequire(import.meta.url)("classic-level") as {
    ClassicLevel: new (path: string, options: object) => Level;
  };
  const level = new ClassicLevel(directory, { keyEncoding: "buffer", valueEncoding: "buffer" });
  await level.open();
  let waiting: { operation: object; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let busy: Promise<void> | undefined;
  // One synced batch at a time, of everything that came meanwhile, as the log does it.
  const flush = async () => {
    await Promise.resolve();
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await level.batch(
          group.map(({ operation }) => operation),
          { sync: true },
        );
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    busy = undefined;
  };
  const write = (operation: object) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ operation, resolve, reject });
      busy ??= flush();
    });
  return {
    put: (sequence, value) => write({ type: "put", key: keyOf(sequence), value }),
    remove: (sequence) => void write({ type: "del", key: keyOf(sequence) }),
    left: async () => {
      const all = await level.iterator().all();
      return all.map(([key, payload]) => ({ sequence: key.readUIntBE(0, 6), payload }));
    },
    close: async () => {
      await busy;
      await level.close();
    },
  };
}

/** The parts of lmdb 3 that are used here. */
interface Lmdb {
  put(key: number, value: Buffer): Promise<boolean>;
  remove(key: number): Promise<boolean>;
  flushed: Promise<void>;
  getRange(): Iterable<{ key: number; value: Buffer }>;
  close(): Promise<void>;
}

function openLmdb(directory: string): Engine {
  const { open } = createRequire(import.meta.url)("lmdb") as { open: (options: object) => Lmdb };
  const lmdb = open({ path: directory, encoding: "binary", overlappingSync: false });
  return {
    put: async (sequence, payload) => {
      await lmdb.put(sequence, payload);
      await lmdb.flushed;
    },
    remove: (sequence) => void lmdb.remove(sequence),
    left: () => Promise.resolve(Array.from(lmdb.getRange(), ({ key, value }) => ({ sequence: key, payload: value }))),
    close: () => lmdb.close(),
  };
}

function keyOf(sequence: number): Buffer {
  const key = Buffer.alloc(6);
  key.writeUIntBE(sequence, 0, 6);
  return key;
}
