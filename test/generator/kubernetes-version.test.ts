import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "../../generator/cli.js";
import { emitCrds } from "../../generator/emit/crds.js";
import { generate } from "../../generator/generate.js";
import { folderWith, schema } from "./source-folder.js";

const RULE = { rule: "self.all(key, size(key) < 9)", message: "long", fieldPath: ".a", messageExpression: "'long'" };

function sources(version: object, rule: object): Record<string, string> {
  const map = { type: "object", maxProperties: 3, additionalProperties: { type: "boolean" } };
  const spec = {
    type: "object",
    properties: {
      size: { type: "integer" },
      labels: { ...map, propertyNames: { pattern: "^[a-z]$" }, "x-kubernetes-validations": [rule] },
      lists: { type: "array", maxItems: 2, items: { ...map, propertyNames: { pattern: "^b$" } } },
    },
    additionalProperties: false,
  };
  const properties = {
    apiVersion: { type: "string", maxLength: 9 },
    kind: { type: "string", maxLength: 9 },
    metadata: { type: "object", additionalProperties: true },
    spec,
  };
  const crd = {
    group: "example.com",
    scope: "Namespaced",
    names: { kind: "Rack", plural: "racks" },
    versions: [{ name: "v1", served: true, storage: true, schema: { $ref: "./rack.schema.json" }, ...version }],
  };
  return {
    "schema/rack.schema.json": schema("Rack", { type: "object", properties, additionalProperties: false }),
    "schema/rack.crd.json": JSON.stringify(crd),
  };
}

async function crdFor(kubernetes: number | undefined, version: object = {}, rule: object = RULE) {
  const schemaDir = join(await folderWith(sources(version, rule)), "schema");
  const emitters = () => Promise.resolve([emitCrds]);
  const { files, diagnostics } = await generate({
    schemaDir,
    emitters,
    ...(kubernetes !== undefined && { kubernetes }),
  });
  const messages = diagnostics.map(({ message }) => message);
  return {
    crd: files[0]?.content ?? "",
    messages,
    codes: diagnostics.map(({ code, severity }) => `${severity} ${code}`),
  };
}

describe("the oldest server that CRDs must work on", () => {
  test.each([25, 26])("1.%i knows rules and messages, and nothing else of them", async (minor) => {
    const { crd } = await crdFor(minor);
    expect(crd.match(/^ *(?:- )?rule:/gm)).toHaveLength(3);
    expect(crd.match(/^ *message:/gm)).toHaveLength(3);
    expect(crd).not.toMatch(/reason:|fieldPath:|messageExpression:/);
  });

  test("1.27 knows expressions for messages, too", async () => {
    const { crd } = await crdFor(27);
    expect(crd).toMatch(/messageExpression:/);
    expect(crd).not.toMatch(/reason:|fieldPath:/);
  });

  test("a rule that needs an optional oldSelf needs 1.30, and functions the server that has them", async () => {
    const transition = { rule: "oldSelf.hasValue() || size(self) < 9", message: "m", optionalOldSelf: true };
    expect((await crdFor(29, {}, transition)).codes).toContain("error newer-kubernetes");
    expect((await crdFor(30, {}, transition)).codes).not.toContain("error newer-kubernetes");
    const address = { rule: "self.all(key, isIP(key))", message: "m" };
    expect((await crdFor(30, {}, address)).codes).toContain("error cel-type");
    expect((await crdFor(31, {}, address)).codes).not.toContain("error cel-type");
  });

  test.each([
    ["a function that is gone", "duration(size(self)) < duration('1s')", "found no matching overload for 'duration'"],
    ["a price that has risen", "matches(string(size(self)), string(size(self)))", "what it permits"],
  ])("%s is an error for all older servers, which would take it", async (_, rule, reason) => {
    const { messages } = await crdFor(36, {}, { rule, message: "m" });
    expect(messages.at(-1)).toMatch(/ \(Kubernetes 1\.37; 1\.36 would take it\)$/);
    expect(messages.at(-1)).toContain(reason);
    expect((await crdFor(undefined, {}, { rule, message: "m" })).messages.at(-1)).toContain(reason);
  });

  test.each([28, 37, undefined])("1.%s knows all parts of a rule", async (minor) => {
    const { crd } = await crdFor(minor);
    expect(crd.match(/reason: FieldValueInvalid/g)).toHaveLength(2);
    expect(crd).toMatch(/fieldPath: .*\n *messageExpression:/);
    expect(crd).toBe((await crdFor(undefined)).crd);
  });

  test("selectable fields need 1.31", async () => {
    const fields = { selectableFields: [{ jsonPath: ".spec.size" }] };
    expect((await crdFor(30, fields)).codes).toContain("error newer-kubernetes");
    expect((await crdFor(31, fields)).codes).not.toContain("error newer-kubernetes");
    expect((await crdFor(30)).codes).not.toContain("error newer-kubernetes");
  });

  test.each(["1.24", "1.38", "30", "newest"])("%s is no version that there is", async (version) => {
    const folder = await folderWith(sources({}, RULE));
    let said = "";
    const io = { out: () => undefined, err: (text: string) => (said += text), colour: false };
    expect(await main(["generate", folder, "--kubernetes", version], io)).toBe(2);
    expect(said).toContain("from 1.25 to 1.37");
  });
});
