import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COSTS, definitionsAround } from "../generator/crd-lint/cel-costs.js";
import { definitionWithRule, RULES } from "../generator/crd-lint/cel-rules.js";
import { lintText } from "../../generator/crd-lint/lint-file.js";
import type { JsonValue } from "../../generator/model/model.js";
import { isAboutCel, recordedVerdicts } from "../generator/crd-lint/recorded-verdicts.js";
import { Random } from "./fuzz/random.js";
import { randomDefinition } from "./fuzz/random-definition.js";
import { missingGo, Oracle } from "./verdict.js";

const missing = missingGo();

/** Classes of characters that the linter takes for any character. */
const INEXACT = /\\p\{\^?(?:any|ascii|(?:un)?assigned|cn|lc|cased)/i;

describe.skipIf(missing !== undefined)(
  "what the tests of crd lint take for granted is what the API server's code says",
  () => {
    let oracle: Oracle;

    beforeAll(async () => {
      oracle = await Oracle.build();
    });

    afterAll(() => oracle.remove());

    test.each(["recorded.jsonl", "recorded-more.jsonl"])("%s", { timeout: 600_000 }, async (file) => {
      const recorded = recordedVerdicts(file);
      expect(recorded.length).toBeGreaterThan(100);
      const answers = await oracle.judgeTexts(recorded.map(({ text }) => text));
      recorded.forEach(({ name, verdict }, index) => {
        const { accepted, errors, strictDecoding, warnings } = answers[index] ?? {};
        const places = (list: readonly { readonly field: string }[] | null | undefined) =>
          (list ?? []).map(({ field }) => field).toSorted();
        expect([name, accepted, places(errors)]).toEqual([name, verdict.accepted, places(verdict.errors)]);
        expect([name, strictDecoding ?? [], warnings ?? []]).toEqual([name, verdict.strictDecoding, verdict.warnings]);
      });
    });

    // `FUZZ_SEED=7 FUZZ_DEFINITIONS=100000` tries others, and more.
    test("random definitions are taken or refused alike", { timeout: 600_000 }, async () => {
      const seed = Number(process.env.FUZZ_SEED ?? 1);
      const random = new Random(seed);
      const known = ["recorded.jsonl", "recorded-more.jsonl"]
        .flatMap((file) => recordedVerdicts(file))
        .filter(({ text, verdict }) => verdict.accepted && text.length < 12_000 && !INEXACT.test(text))
        .map(({ text }) => JSON.parse(text) as JsonValue);
      const texts = Array.from({ length: Number(process.env.FUZZ_DEFINITIONS ?? 8_000) }, () =>
        JSON.stringify(randomDefinition(random, known)),
      );
      const answers = await oracle.judgeTexts(texts);
      const dissents = texts.filter((text, index) => {
        const { accepted, errors } = answers[index] ?? {};
        const [lint] = lintText(text, "crd.json");
        const isOnlyCel = !accepted && (errors ?? []).every(({ message }) => isAboutCel(message));
        return lint?.accepted !== accepted && !isOnlyCel;
      });
      // A disagreement found here becomes a line of recorded-more.jsonl.
      expect({ seed, dissents: dissents.slice(0, 1) }).toEqual({ seed, dissents: [] });
      const taken = answers.filter(({ accepted }) => accepted).length;
      expect(Math.min(taken, texts.length - taken)).toBeGreaterThan(texts.length / 10);
    });

    test("what CEL rules cost", async () => {
      const definitions = COSTS.flatMap(([rule, cost]) => definitionsAround(rule, cost));
      const answers = await oracle.judgeTexts(definitions.map((definition) => JSON.stringify(definition)));
      const said = COSTS.map(([rule], index) => {
        const [taken, refused] = [answers[2 * index], answers[2 * index + 1]];
        return [rule, taken?.errors, refused?.errors?.map(({ message }) => message.split(" budget")[0])];
      });
      expect(said).toEqual(COSTS.map(([rule]) => [rule, null, ["Forbidden: estimated rule cost exceeds"]]));
    });

    test.each(RULES)("CEL: %s", async (rule, code) => {
      const { accepted, errors } = await oracle.judge(definitionWithRule(rule));
      const compiled = (errors ?? []).every(({ message }) => !/compilation failed|must evaluate to/.test(message));
      expect([accepted || compiled, errors]).toEqual([code === undefined, errors]);
    });
  },
);
