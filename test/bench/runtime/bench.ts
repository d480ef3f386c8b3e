/**
 * Measures the SDK beside other clients: `npm run bench:runtime -- [--rounds N] [--only TEXT]`. Every publisher is a
 * fresh process, all of them take turns in each round, and ratios are taken round by round, so that what slows the machine
 * down slows all of them. `--only` takes the rows whose names hold the text.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Figures } from "./load.js";
import { preparePeers } from "./peers.js";
import { killAll, separateProcessors } from "./processes.js";
import { Publishers } from "./publishers.js";
import { startReceivers, type Receivers } from "./receivers.js";
import { tableOf, verdictOf, type Results } from "./report.js";
import type { Row } from "./row.js";
import { RATE_ROWS } from "./rows.js";
import { SPECIAL_ROWS } from "./special-rows.js";
import { syncMilliseconds } from "./sync-time.js";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "7" }, only: { type: "string", default: "" } },
});
const rounds = Number(values.rounds);
const rows = [...RATE_ROWS, ...SPECIAL_ROWS].filter(({ name }) => name.includes(values.only));
if (rows.length === 0 || !(rounds >= 1)) {
  const names = [...RATE_ROWS, ...SPECIAL_ROWS].map(({ name }) => `\n  ${name}`).join("");
  throw new Error(`Usage: npm run bench:runtime -- [--rounds N] [--only TEXT], a part of one of these names:${names}`);
}

async function measureRow(row: Row, publishers: Publishers, { ports }: Receivers): Promise<Results> {
  const names = row.processes.filter((name) => publishers.has(name));
  const results = new Map<string, Figures[]>(names.map((name) => [name, []]));
  for (let round = 0; round < (row.rounds ?? rounds); round++) {
    for (const name of names) {
      results.get(name)?.push(await publishers.run(name, { ...row.load, port: ports[row.receiver] }));
    }
  }
  return results;
}

// The run under way then fails, and what was started is cleaned up as after any failure.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, killAll);

const folder = await mkdtemp(join(tmpdir(), "bench-runtime-"));
console.info(separateProcessors());
const receivers = await startReceivers();
let missed = 0;
try {
  const peers = await preparePeers(folder);
  for (const [name, reason] of peers.leftOut) console.info(`${name} is left out: ${reason}`);
  console.info(`A sync of this disk takes ${await syncMilliseconds(folder)} ms.`);
  const publishers = new Publishers(peers, folder);
  for (const row of rows) {
    const results = await measureRow(row, publishers, receivers);
    console.info(`\n${row.name}\n\n${tableOf(results, row.columns)}`);
    for (const target of row.targets) {
      const verdict = verdictOf(results, target);
      if (verdict) console.info(verdict.text);
      if (verdict?.met === false) missed += 1;
    }
  }
} finally {
  killAll();
  await receivers.close();
  await rm(folder, { recursive: true, force: true });
}
console.info(missed === 0 ? "\nAll targets are met." : `\n${missed} targets are missed.`);
process.exitCode = missed === 0 ? 0 : 1;
