import { lintText } from "../../../generator/crd-lint/lint-file.js";
import { parseJson } from "../../../generator/input/parse-json.js";
import { isAboutCel, recordedVerdicts } from "../../generator/crd-lint/recorded-verdicts.js";
import type { Oracle } from "../verdict.js";
import { randomDefinition } from "./random-definition.js";
import { Random } from "./random.js";

/** Classes of characters that the linter takes for any character. */
const INEXACT = /\\p\{\^?(?:any|ascii|(?:un)?assigned|cn|lc|cased)/i;

/** What came of random definitions; `dissents` are those that the linter judges otherwise than the server's code. */
export interface LintRun {
  readonly seed: number;
  readonly taken: number;
  readonly refused: number;
  readonly dissents: readonly string[];
}

/**
 * Has random definitions judged by the server's code and by `crd lint`; what only CEL refuses does not count.
 * `FUZZ_SEED=7 FUZZ_DEFINITIONS=100000` tries others, and more. A dissent found becomes a line of recorded-more.jsonl.
 *
 * @param kubernetes the minor version of Kubernetes 1 whose code the oracle is
 */
export async function lintRandomDefinitions(oracle: Oracle, count: number, kubernetes?: number): Promise<LintRun> {
  const seed = Number(process.env.FUZZ_SEED ?? 1);
  const random = new Random(seed);
  const known = ["recorded.jsonl", "recorded-more.jsonl"]
    .flatMap((file) => recordedVerdicts(file))
    .filter(({ text, verdict }) => verdict.accepted && text.length < 12_000 && !INEXACT.test(text))
    .map(({ text }) => parseJson(text));
  const texts = Array.from({ length: Number(process.env.FUZZ_DEFINITIONS ?? count) }, () =>
    JSON.stringify(randomDefinition(random, known)),
  );
  const answers = await oracle.judgeTexts(texts);
  const dissents = texts.filter((text, index) => {
    const { accepted, errors } = answers[index] ?? {};
    const [lint] = lintText(text, "crd.json", kubernetes);
    // The oldest servers crash at rules below a default of another type, which answers the request but is no verdict.
    if (errors?.some(({ type }) => type === "Panic")) return false;
    const isOnlyCel = !accepted && (errors ?? []).every(({ message }) => isAboutCel(message));
    return lint?.accepted !== accepted && !isOnlyCel;
  });
  const taken = answers.filter(({ accepted }) => accepted).length;
  return { seed, taken, refused: texts.length - taken, dissents };
}
