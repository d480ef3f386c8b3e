import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emitCrds } from "../../generator/emit/crds.js";
import { generate } from "../../generator/generate.js";
import { lintText } from "../../generator/crd-lint/lint-file.js";
import { definitionWithRule, RULES } from "../generator/crd-lint/cel-rules.js";
import { recordedVerdicts } from "../generator/crd-lint/recorded-verdicts.js";
import { missingGo, Oracle } from "./verdict.js";

/** Between the first servers with CEL and the newest; most of what the linter knows of versions lies after it. */
const MINOR = 29;
const RELEASE = `1.${MINOR}`;

/** Whether the linter says, of its own accord, that it does not judge it: the cost of CEL, and CEL on defaults. */
function isUnjudged(messages: readonly string[]): boolean {
  return messages.length > 0 && messages.every((message) => /estimated|contributed to|failed rule/.test(message));
}

describe.skipIf(missingGo() !== undefined)(`crd lint --kubernetes ${RELEASE} says what such a server says`, () => {
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await Oracle.build(RELEASE);
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
      const [lint] = lintText(text, "crd.json", MINOR);
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

  test("all CRDs of this project, generated for it, are taken", async () => {
    const emitters = () => Promise.resolve([emitCrds]);
    const { files } = await generate({ schemaDir: "schema", kubernetes: MINOR, emitters });
    expect(files.length).toBeGreaterThan(5);
    const verdicts = await oracle.judgeAll(files.map(({ content }) => ({ crd: content, objects: [] })));
    expect(verdicts.map(({ errors, strictDecoding }) => [errors, strictDecoding])).toEqual(
      files.map(() => [null, null]),
    );
  });
});
