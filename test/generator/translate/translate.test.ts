import { describe, expect, test } from "vitest";
import { DIAGNOSTIC_CODES } from "../../../generator/diagnostics.js";
import { loadValidators } from "../support/validators.js";
import { CASES } from "./all-cases.js";
import { build, documentWith, translate } from "./subject.js";

describe("a source becomes its core form, and the run says what does not survive", () => {
  test.each(CASES)("$name", async (one) => {
    const { core, said } = await translate(one);
    expect(said).toEqual(one.said ?? []);
    if (one.core) expect(core).toEqual(one.core);
  });
});

test.each(CASES.filter(({ said }) => said?.some((each) => each.startsWith("error"))))(
  "no model comes of $name",
  async (one) => {
    const { model, diagnostics } = await build(one);
    expect(model).toBeUndefined();
    for (const { code, line } of diagnostics) expect([code in DIAGNOSTIC_CODES, line > 0]).toEqual([true, true]);
  },
);

describe("the generated validator keeps to the source", () => {
  const judged = CASES.filter(({ good, bad }) => good ?? bad);
  test.each(judged)("$name", async (one) => {
    const { model, diagnostics } = await build(one);
    if (!model) throw new Error(JSON.stringify(diagnostics, undefined, 2));
    const { Subject } = await loadValidators(model);
    const verdicts = (values: readonly unknown[] = []) => values.filter((it) => Subject?.is(documentWith(it)));
    expect(verdicts(one.good)).toEqual(one.good ?? []);
    expect(verdicts(one.bad)).toEqual([]);
  });
});
