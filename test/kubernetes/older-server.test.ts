import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emitCrds } from "../../generator/emit/crds.js";
import { generate } from "../../generator/generate.js";
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from "../../generator/kubernetes-features.js";
import { lintText } from "../../generator/crd-lint/lint-file.js";
import { definitionWithRule, RULES } from "../generator/crd-lint/cel-rules.js";
import { recordedVerdicts } from "../generator/crd-lint/recorded-verdicts.js";
import { lintRandomRules } from "./fuzz/cel-dissents.js";
import { lintRandomDefinitions } from "./fuzz/lint-dissents.js";
import { missingGo, Oracle } from "./verdict.js";

/**
 * The oldest, the one before the newest, and one between them; most of what the linter knows of versions lies after
 * that.
 */
const MINORS = [OLDEST_KUBERNETES, 29, NEWEST_KUBERNETES - 1];

/** Whether the linter says, of its own accord, that it does not judge it: the cost of CEL, and CEL on defaults. */
function isUnjudged(messages: readonly string[]): boolean {
  return messages.length > 0 && messages.every((message) => /estimated|contributed to|failed rule/.test(message));
}

describe.skipIf(missingGo() !== undefined).each(MINORS)(
  "crd lint --kubernetes 1.%i says what such a server says",
  (minor) => {
    let oracle: Oracle;
    beforeAll(async () => {
      oracle = await Oracle.build(`1.${minor}`);
    });
    afterAll(() => oracle.remove());

    const cases = {
      "recorded.jsonl": recordedVerdicts("recorded.jsonl"),
      "recorded-more.jsonl": recordedVerdicts("recorded-more.jsonl"),
      "CEL rules": RULES.map(([rule]) => ({ name: rule, text: JSON.stringify(definitionWithRule(rule)) })),
    };

    test.each(Object.entries(cases))("%s", { timeout: 600_000 }, async (_, given) => {
      const answers = await oracle.judgeTexts(given.map(({ text }) => text));
      given.forEach(({ name, text }, index) => {
        const { accepted, errors, strictDecoding } = answers[index] ?? {};
        const [lint] = lintText(text, "crd.json", minor);
        const unjudged = isUnjudged((errors ?? []).map(({ message }) => message));
        // The linter reads only what is served; the code of the server reads v1beta1, too.
        if (!unjudged && !name.includes("v1beta1"))
          expect([name, lint?.accepted, errors]).toEqual([name, accepted, errors]);
        const unknown = (lint?.diagnostics ?? []).filter(({ code }) => code === "unknown-field");
        if (!errors?.some(({ field }) => field === ""))
          expect([name, unknown.map(({ message }) => message).toSorted()]).toEqual([
            name,
            (strictDecoding ?? []).toSorted(),
          ]);
      });
    });

    test("random definitions are taken or refused alike", { timeout: 600_000 }, async () => {
      const { seed, dissents } = await lintRandomDefinitions(oracle, 4_000, minor);
      expect({ seed, dissents: dissents.slice(0, 1) }).toEqual({ seed, dissents: [] });
    });

    test("random CEL rules are taken or refused alike", { timeout: 600_000 }, async () => {
      const { seed, dissents } = await lintRandomRules(oracle, 10_000, minor);
      expect({ seed, dissents: dissents.slice(0, 1) }).toEqual({ seed, dissents: [] });
    });

    test("all CRDs of this project, generated for it, are taken", async () => {
      const emitters = () => Promise.resolve([emitCrds]);
      const { files } = await generate({ schemaDir: "schema", kubernetes: minor, emitters });
      expect(files.length).toBeGreaterThan(5);
      const verdicts = await oracle.judgeAll(files.map(({ content }) => ({ crd: content, objects: [] })));
      expect(verdicts.map(({ errors, strictDecoding }) => [errors, strictDecoding])).toEqual(
        files.map(() => [null, null]),
      );
    });
  },
);
