import { expect, test } from "vitest";
import { lintText } from "../../../generator/crd-lint/lint-file.js";
import { definitionWithRule, RULES } from "./cel-rules.js";

test.each(RULES)("%s", (rule, code) => {
  const [verdict] = lintText(JSON.stringify(definitionWithRule(rule)), "crd.json");
  expect(verdict?.diagnostics.map((one) => one.code)).toEqual(code === undefined ? [] : [code]);
  expect(verdict?.hasCel).toBe(true);
});
