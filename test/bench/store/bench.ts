/**
 * Measures what could be the engine of the store `File`: `npx tsx test/bench/store/bench.ts [ENGINE ...]`. What is found
 * is in runtime/session/store/README.md.
 */
import { randomInt } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { spawnScript } from "../../cli/spawn-script.js";
import { openEngine, type EngineName } from "./engines.js";

const MESSAGES = 20_000;
const RUNS = 9;
const KILLS = 20;
const FLIPS = 40;

const asked = process.argv.slice(2) as EngineName[];
for (const name of asked.length > 0 ? asked : (["log", "classic-level", "lmdb"] as const)) {
  console.info(`${name}: ${await rate(name, 1, 2_000)}/s one by one, ${await rate(name, 100, MESSAGES)}/s 100 at once`);
  console.info(`${name}: ${await killed(name)}`);
  console.info(`${name}: ${await flipped(name)}`);
}

/** Messages of 300 bytes that are stored and acknowledged in a second: the best of runs, which differ much on a busy disk. */
async function rate(name: EngineName, atOnce: number, messages: number): Promise<number> {
  const runs: number[] = [];
  while (runs.length < RUNS) runs.push(await rateOnce(name, atOnce, messages));
  return Math.max(...runs);
}

async function rateOnce(name: EngineName, atOnce: number, messages: number): Promise<number> {
  return inDirectory(async (directory) => {
    const engine = await openEngine(name, directory);
    const payload = Buffer.alloc(300, "x");
    let sequence = 0;
    const worker = async () => {
      while (sequence < messages) {
        const own = ++sequence;
        await engine.put(own, payload);
        engine.remove(own);
      }
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: atOnce }, worker));
    const seconds = (performance.now() - start) / 1000;
    await engine.close();
    return Math.round(messages / seconds);
  });
}

/** Kills a writer at random moments, and counts what it said was stored and is not there, and what is out of order. */
async function killed(name: EngineName): Promise<string> {
  let [stored, lost, disordered] = [0, 0, 0];
  for (let kill = 0; kill < KILLS; kill++) {
    await inDirectory(async (directory) => {
      const journal = join(directory, "journal");
      const writer = spawnScript("test/bench/store/writer.ts", [name, join(directory, "store"), journal]);
      await writer.printed("stdout", "open");
      await wait(randomInt(200));
      writer.child.kill("SIGKILL");
      await writer.result;
      const noted = (await readFile(journal, "utf8")).split("\n").slice(0, -1).map(Number);
      const engine = await openEngine(name, join(directory, "store"));
      const left = (await engine.left()).map(({ sequence }) => sequence);
      await engine.close();
      const there = new Set(left);
      stored += noted.length;
      lost += noted.filter((number) => !there.has(number)).length;
      disordered += left.filter((number, index) => number < (left[index - 1] ?? 0)).length;
    });
  }
  return `${KILLS} kills, ${stored} stored, ${lost} lost, ${disordered} out of order`;
}

/** Changes one byte of the largest file, and counts what of 1,000 messages is left. */
async function flipped(name: EngineName): Promise<string> {
  const outcomes: Record<string, number> = {};
  for (let flip = 0; flip < FLIPS; flip++) {
    await inDirectory(async (directory) => {
      const engine = await openEngine(name, directory);
      await Promise.all(Array.from({ length: 1_000 }, (_, index) => engine.put(index + 1, Buffer.alloc(300, "x"))));
      await engine.close();
      await flipByte(directory);
      const script = `import("./test/bench/store/engines.ts").then(async ({ openEngine }) => {
        const engine = await openEngine(${JSON.stringify(name)}, ${JSON.stringify(directory)});
        const left = await engine.left();
        const intact = left.filter(({ payload }) => /^x{300}$/.test(String(payload)));
        console.info(intact.length + " intact, " + (left.length - intact.length) + " wrong;");
      })`;
      const outcome = await leftAfter(script);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    });
  }
  return `1 byte of 1,000 messages changed: ${JSON.stringify(outcomes)}`;
}

async function flipByte(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (path) => ({ path, size: (await stat(path)).size })));
  const [largest] = sizes.sort((a, b) => b.size - a.size);
  if (largest === undefined) throw new Error("there is no file");
  const bytes = await readFile(largest.path);
  // Room behind the data does not count.
  const used = bytes.lastIndexOf("x");
  const at = randomInt(used);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0x55, at);
  await writeFile(largest.path, bytes);
}

/** In a process of its own, since some engines end the process. */
async function leftAfter(script: string): Promise<string> {
  const { stdout, signal, code } = await spawnScript("-e", [script]).result;
  return /\d+ intact, \d+ wrong/.exec(stdout)?.[0] ?? signal ?? `exit ${code}`;
}

async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "octopus-bench-"));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
