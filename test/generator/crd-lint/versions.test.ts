import { describe, expect, test } from "vitest";
import { main } from "../../../generator/cli.js";
import { lintText } from "../../../generator/crd-lint/lint-file.js";
import { folderWith } from "../source-folder.js";
import { definitionWithRules } from "./cel-costs.js";
import { definitionWithRule } from "./cel-rules.js";
import { definitionOf, definitionWith } from "./definition.js";

/** Rules, and the first server that takes them in a new definition; it is one behind what it has. */
const RULES: readonly (readonly [rule: string, since: number])[] = [
  ["self.name.startsWith('a')", 25],
  ["self.?name.hasValue()", 29],
  ["self.labels[?'a'].orValue('') == ''", 29],
  ["optional.of(self.name).optMap(n, n.size()).hasValue()", 29],
  ["quantity(self.name).isInteger()", 29],
  ["self.count > 1.5", 29],
  ["sets.contains(self.tags, ['a'])", 30],
  ["'%s'.format([self.name]) == 'x'", 30],
  ["isIP(self.name)", 31],
  ["cidr('10.0.0.0/8').containsIP(self.name)", 31],
  ["format.named('uuid').hasValue()", 32],
  ["self.tags.all(i, t, i < 3 && t != '')", 33],
  ["self.tags.transformList(i, t, i).size() < 9", 33],
  ["self.tags.first().hasValue()", 33],
  ["semver('1.2.3').major() == 1", 34],
  ["self.tags.sort() == self.tags", 35],
  ["self.tags.sortBy(t, t.size()).size() == 3", 35],
];

/** The codes of what a server finds; what the linter cannot check is not among them. */
function codes(definition: object, kubernetes: number): string[] {
  const [verdict] = lintText(JSON.stringify(definition), "crd.json", kubernetes);
  return (verdict?.diagnostics ?? []).map(({ code }) => code).filter((code) => code !== "cel-unchecked");
}

describe("a server that is newer", () => {
  const GONE = "duration(self.count) < self.wait";

  test("refuses what older ones had", () => {
    const definition = definitionWithRule(GONE);
    expect(codes(definition, 37)).toEqual(["cel-type"]);
    const [verdict] = lintText(JSON.stringify(definition), "crd.json");
    expect(verdict?.diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        "found no matching overload for 'duration' applied to '(int)'; servers had that until Kubernetes 1.37",
      ),
    ]);
  });

  test.each([
    ["a function that is gone", GONE, "found no matching overload"],
    ["a price that has risen", "matches(self.name, self.free)", "estimated rule cost exceeds budget"],
  ])("%s is a warning for older ones", (_, rule, reason) => {
    const [verdict] = lintText(JSON.stringify(definitionWithRules([rule])), "crd.json", 36);
    expect(verdict).toMatchObject({
      accepted: true,
      diagnostics: [{ code: "newer-server", severity: "warning", message: expect.stringContaining(reason) as string }],
    });
    expect(verdict?.diagnostics[0]?.message).toMatch(/^Kubernetes 1\.37 refuses this: /);
  });

  test("knows that names are short", () => {
    const rule = "self.metadata.name.matches(self.metadata.name)";
    const definition = definitionOf({ type: "object", "x-kubernetes-validations": [{ rule, message: "m" }] });
    expect(codes(definition, 36)).toContain("cel-cost");
    expect(codes(definition, 37)).toEqual([]);
  });
});

describe("a server that is too old", () => {
  test.each(RULES)("%s: 1.%i", (rule, since) => {
    expect(codes(definitionWithRule(rule), since)).toEqual([]);
    expect(codes(definitionWithRule(rule), since - 1)).toEqual(since === 25 ? [] : ["cel-type"]);
  });

  const rule = (more: object) =>
    definitionWith({
      type: "string",
      "x-kubernetes-validations": [{ rule: "self == oldSelf", message: "m", ...more }],
    });
  const text = { type: "object", properties: { name: { type: "string" } } };
  const selectable = definitionOf(text, { selectableFields: [{ jsonPath: ".name" }] });

  test.each<[name: string, definition: object, unknown: number, dropped: number | undefined]>([
    ["messageExpression", rule({ messageExpression: "'m'" }), 26, undefined],
    ["reason", rule({ reason: "FieldValueInvalid" }), 27, undefined],
    ["optionalOldSelf", rule({ optionalOldSelf: false }), 28, 29],
    ["selectableFields", selectable, 29, 30],
    ["status.observedGeneration", { ...definitionOf(text), status: { observedGeneration: 1 } }, 34, 35],
  ])("drops %s", (_, definition, unknown, dropped) => {
    expect(codes(definition, unknown)).toEqual(["unknown-field"]);
    if (dropped !== undefined) expect(codes(definition, dropped)).toEqual(["dropped-field"]);
    expect(codes(definition, (dropped ?? unknown) + 1)).toEqual([]);
  });

  test("reads what it drops, and refuses a wrong type there", () => {
    const wrong = definitionOf(text, { selectableFields: "name" });
    expect(codes(wrong, 29)).toEqual(["unknown-field", "newer-server"]);
    expect(codes(wrong, 30)).toEqual(["dropped-field", "wrong-json-type"]);
    expect(codes(wrong, 31)).toEqual(["wrong-json-type"]);
  });

  test("says nothing of formats that it does not know", () => {
    const definition = definitionWith({ type: "string", format: "colour" });
    expect(codes(definition, 33)).toEqual([]);
    expect(codes(definition, 34)).toEqual(["unknown-format"]);
  });

  test("is named on the command line", async () => {
    const folder = await folderWith({ "crd.json": JSON.stringify(definitionWithRule("isIP(self.name)")) });
    const io = { out: () => undefined, err: () => undefined, colour: false };
    expect(await main(["crd", "lint", `${folder}/crd.json`], io)).toBe(0);
    expect(await main(["crd", "lint", "--kubernetes", "1.30", `${folder}/crd.json`], io)).toBe(1);
    expect(await main(["crd", "lint", "--kubernetes", "1.24", `${folder}/crd.json`], io)).toBe(2);
  });
});
