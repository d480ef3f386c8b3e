import { parseArgs } from "node:util";
import { Oracle } from "../verdict.js";
import { runBatch } from "./batch.js";
import { describeFinding, describeSources, summary } from "./report.js";
import { shrink } from "./shrink.js";

/*
 * `npm run fuzz -- [--minutes N] [--seed S]`: batch after batch until the time is over, or until the first one that
 * finds something, which is then shrunk and printed. Each batch has the next seed, and can be repeated by it.
 */

const { values } = parseArgs({ options: { minutes: { type: "string", default: "5" }, seed: { type: "string" } } });
const minutes = Number(values.minutes);
let seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (!(minutes > 0) || !Number.isInteger(seed)) throw new Error("Usage: npm run fuzz -- [--minutes N] [--seed INTEGER]");

const oracle = await Oracle.build();
try {
  const end = Date.now() + minutes * 60_000;
  for (let total = 0; Date.now() < end; seed++) {
    const outcome = await runBatch(oracle, { seed, schemas: 60, documents: 200 });
    total += outcome.pairs;
    console.log(`${summary(outcome)}; ${total} documents in all`);
    const [finding] = outcome.findings.toSorted((a, b) => sizeOf(a) - sizeOf(b));
    const refused = outcome.refusedCrds[0];
    if (refused) console.log(`${refused.reasons.join("\n")}\n${describeSources(refused.sources)}`);
    if (finding) console.log(describeFinding(await shrink(oracle, finding)));
    if (refused || finding) {
      process.exitCode = 1;
      break;
    }
  }
} finally {
  await oracle.remove();
}

function sizeOf(value: object): number {
  return JSON.stringify(value).length;
}
