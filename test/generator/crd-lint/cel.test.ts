import { describe, expect, test } from "vitest";
import { lintText } from "../../../generator/crd-lint/lint-file.js";
import { COSTS, definitionsAround } from "./cel-costs.js";
import { definitionWithRule, RULES } from "./cel-rules.js";
import { definitionWith } from "./definition.js";

function lint(definition: object) {
  const [verdict] = lintText(JSON.stringify(definition), "crd.json");
  if (!verdict) throw new Error("There is no verdict");
  const errors = verdict.diagnostics.filter(({ severity }) => severity === "error");
  return { ...verdict, errors };
}

test.each(RULES)("%s", (rule, code) => {
  const { errors, hasCel } = lint(definitionWithRule(rule));
  expect(errors.map((one) => one.code)).toEqual(code === undefined ? [] : [code]);
  expect(hasCel).toBe(true);
});

describe("what rules cost", () => {
  test.each(COSTS)("%s: %i", (rule, cost) => {
    const [taken, refused] = definitionsAround(rule, cost).map(lint);
    expect(taken?.errors).toEqual([]);
    expect(refused?.errors.map((one) => one.code)).toEqual(["cel-cost"]);
    expect(refused?.errors[0]?.message).toContain("estimated rule cost exceeds budget by factor of 1.0");
  });

  test("of a version as a whole", () => {
    const cheap = { rule: "self.all(key, key.matches('^[a-z]+$'))", message: "m" };
    const part = {
      type: "object",
      maxProperties: 1_600_000,
      additionalProperties: { type: "boolean" },
      "x-kubernetes-validations": [cheap],
    };
    const whole = (count: number) =>
      lint(
        definitionWith({
          type: "object",
          properties: Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, part])),
        }),
      ).errors.map(({ code, message }) => `${code}: ${message.replace(/ by factor.*/, "")}`);
    expect(whole(10)).toEqual([]);
    const share = "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema";
    const sum = "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget";
    expect(whole(11).toSorted()).toEqual(
      [...Array.from({ length: 4 }, () => share), sum].map((text) => `cel-cost: Forbidden: ${text}`).toSorted(),
    );
  });

  test("of a message is counted once, not for each value", () => {
    const rule = { rule: "self != ''", messageExpression: "self + self" };
    const text = { type: "string", maxLength: 100_000, "x-kubernetes-validations": [rule] };
    const list = { type: "array", maxItems: 500, items: text };
    expect(lint(definitionWith(list)).errors).toEqual([]);
    const { errors } = lint(
      definitionWith({
        type: "string",
        "x-kubernetes-validations": [{ ...rule, messageExpression: "self + string(1.5)" }],
      }),
    );
    const message = "Forbidden: estimated messageExpression cost exceeds budget by factor of more than 100x";
    expect(errors.some((error) => error.message.startsWith(message))).toBe(true);
  });
});

test("syntax that only the server reads is a warning", () => {
  const { accepted, diagnostics } = lint(definitionWithRule("[?self.?name].size() == 1"));
  expect(accepted).toBe(true);
  expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning cel-unchecked"]);
});

describe("a CEL rule is refused in the server's words", () => {
  test.each([
    ["has(self.nmae)", "compilation failed: undefined field 'nmae'\n | has(self.nmae)\n | ...^"],
    [
      "self.name != '' &&\n self.count == 'x'",
      "compilation failed: found no matching overload for '_==_' applied to '(int, string)'\n |  self.count == 'x'\n | ............^",
    ],
    [
      "slef.name == 'x'",
      "compilation failed: undeclared reference to 'slef' (in container '')\n | slef.name == 'x'\n | ^",
    ],
    [
      "self.name.matches('[')",
      "compilation failed: invalid matches argument\n | self.name.matches('[')\n | ..................^",
    ],
    [
      "self.name.find('[') == ''",
      "program instantiation failed: error parsing regexp: missing closing ]: `[`\n | self.name.find('[') == ''\n | ..............^",
    ],
    ["self.count", "cel expression must evaluate to a bool, found int"],
  ])("%j", (rule, message) => {
    expect(lint(definitionWithRule(rule)).errors.map((error) => error.message)).toEqual([message]);
  });

  test("and so is what makes its message", () => {
    const rule = { rule: "self == 'x'", messageExpression: "self.size()" };
    const { errors } = lint(definitionWith({ type: "string", maxLength: 9, "x-kubernetes-validations": [rule] }));
    expect(errors.map((error) => error.message)).toEqual(["messageExpression must evaluate to a string, found int"]);
  });
});
