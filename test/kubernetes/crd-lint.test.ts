import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COSTS, definitionsAround } from "../generator/crd-lint/cel-costs.js";
import { definitionWithRule, RULES } from "../generator/crd-lint/cel-rules.js";
import { recordedVerdicts } from "../generator/crd-lint/recorded-verdicts.js";
import { isAboutTypes, lintRandomRules } from "./fuzz/cel-dissents.js";
import { lintRandomDefinitions } from "./fuzz/lint-dissents.js";
import { missingGo, Oracle } from "./verdict.js";

const missing = missingGo();

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

    test("random definitions are taken or refused alike", { timeout: 600_000 }, async () => {
      const { seed, dissents, taken, refused } = await lintRandomDefinitions(oracle, 8_000);
      expect({ seed, dissents: dissents.slice(0, 1) }).toEqual({ seed, dissents: [] });
      expect(Math.min(taken, refused)).toBeGreaterThan((taken + refused) / 10);
    });

    test("random CEL rules are taken or refused alike, and cost too much alike", { timeout: 600_000 }, async () => {
      const { seed, dissents, taken, refused, unread } = await lintRandomRules(oracle, 40_000);
      expect({ seed, dissents: dissents.slice(0, 1) }).toEqual({ seed, dissents: [] });
      expect(Math.min(taken, refused)).toBeGreaterThan((taken + refused) / 10);
      expect(unread).toBeLessThan((taken + refused) / 1000);
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
      const compiled = (errors ?? []).every(({ message }) => !isAboutTypes(message));
      expect([accepted || compiled, errors]).toEqual([code === undefined, errors]);
    });
  },
);
