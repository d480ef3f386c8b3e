import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "../../generator/cli.js";
import { emitCrds } from "../../generator/emit/crds.js";
import { generate } from "../../generator/generate.js";
import { folderWith, schema } from "./source-folder.js";

const RULE = { rule: "self.all(key, size(key) < 9)", message: "long", fieldPath: ".a", messageExpression: "'long'" };

function sources(version: object): Record<string, string> {
  const map = { type: "object", maxProperties: 3, additionalProperties: { type: "boolean" } };
  const spec = {
    type: "object",
    properties: {
      size: { type: "integer" },
      labels: { ...map, propertyNames: { pattern: "^[a-z]$" }, "x-kubernetes-validations": [RULE] },
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

async function crdFor(kubernetes: number | undefined, version: object = {}) {
  const schemaDir = join(await folderWith(sources(version)), "schema");
  const emitters = () => Promise.resolve([emitCrds]);
  const { files, diagnostics } = await generate({
    schemaDir,
    emitters,
    ...(kubernetes !== undefined && { kubernetes }),
  });
  return { crd: files[0]?.content ?? "", codes: diagnostics.map(({ code, severity }) => `${severity} ${code}`) };
}

describe("the oldest server that CRDs must work on", () => {
  test.each([25, 27])("1.%i knows rules and messages, and nothing else of them", async (minor) => {
    const { crd } = await crdFor(minor);
    expect(crd.match(/^ *(?:- )?rule:/gm)).toHaveLength(3);
    expect(crd.match(/^ *message:/gm)).toHaveLength(3);
    expect(crd).not.toMatch(/reason:|fieldPath:|messageExpression:/);
  });

  test.each([28, 36, undefined])("1.%s knows all parts of a rule", async (minor) => {
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

  test.each(["1.24", "1.37", "30", "newest"])("%s is no version that there is", async (version) => {
    const folder = await folderWith(sources({}));
    let said = "";
    const io = { out: () => undefined, err: (text: string) => (said += text), colour: false };
    expect(await main(["generate", folder, "--kubernetes", version], io)).toBe(2);
    expect(said).toContain("from 1.25 to 1.36");
  });
});
