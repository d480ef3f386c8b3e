import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeCorpus } from "./corpus.js";
import type { Cost } from "./measure.js";
import { RUNS } from "./runs.js";
import { tableOf, verdictsOf, type Results } from "./table.js";

const { values } = parseArgs({
  options: { sizes: { type: "string", default: "1,10,100,1000" }, rounds: { type: "string", default: "5" } },
});
const sizes = values.sizes.split(",").map(Number);
const rounds = Number(values.rounds);

/** Every run once per round, one after the other, so that what slows the machine down slows all of them. */
async function measureAll(folder: string): Promise<Results> {
  const results = new Map<number, Map<string, Cost[]>>();
  for (const size of sizes) {
    const corpus = writeCorpus(join(folder, String(size)), size);
    const costs = new Map<string, Cost[]>(RUNS.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const run of RUNS) costs.get(run.name)?.push(await run.measure(corpus, round));
    }
    results.set(size, costs);
  }
  return results;
}

const folder = mkdtempSync(join(tmpdir(), "bench-codegen-"));
try {
  const results = await measureAll(folder);
  process.stdout.write(tableOf(results));
  const verdicts = verdictsOf(results);
  for (const { text } of verdicts) process.stdout.write(`${text}\n`);
  process.exitCode = verdicts.every(({ met }) => met) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
