import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validateDeviceLink } from "../../../generated/index.js";
import { emitIdeSchemas } from "../../../generator/emit/ide-schemas.js";
import type { JsonObject, PropertyModel, SchemaModel } from "../../../generator/model/model.js";
import { BAD_LINKS, GOOD_LINKS } from "../../kubernetes/device-links.js";
import { OTHER_VALUES, pathsOf, valueAt, withValue } from "../support/documents.js";
import {
  array,
  defaulted,
  integer,
  map,
  model,
  object,
  open,
  property,
  required,
  string,
  type,
} from "../support/models.js";
import { loadValidators } from "../support/validators.js";
import { thingCrd } from "../support/crds.js";

const GENERATED = new URL("../../../generated/ide/edge.cattle.io/devicelink_v1alpha1.json", import.meta.url);

function compile(schema: object): ValidateFunction {
  const ajv = new Ajv({ strict: false });
  ajv.addFormat("date-time", true);
  expect(ajv.validateSchema(schema)).toBe(true);
  return ajv.compile(schema);
}

/** Every schema within a schema. */
function nodesOf(schema: unknown): JsonObject[] {
  if (typeof schema !== "object" || schema === null) return [];
  const nodes = Object.values(schema).flatMap(nodesOf);
  return Array.isArray(schema) ? nodes : [schema as JsonObject, ...nodes];
}

describe("the schema of DeviceLink", () => {
  const schema = JSON.parse(readFileSync(GENERATED, "utf8")) as JsonObject;
  const validate = compile(schema);

  test("is one plain document of draft-07, in which every object says whether it is closed", () => {
    expect(Object.keys(schema).slice(0, 3)).toEqual(["$schema", "$comment", "title"]);
    const nodes = nodesOf(schema);
    expect(nodes.filter((node) => "$ref" in node || "$id" in node)).toEqual([]);
    const objects = nodes.filter(
      (node) => [node.type].flat().includes("object") && typeof node.properties === "object",
    );
    const described = objects.filter((node) => "description" in node);
    expect(described.length).toBeGreaterThan(20);
    expect(described.filter((node) => !("additionalProperties" in node))).toEqual([]);
  });

  test.each([...GOOD_LINKS, ...BAD_LINKS])("judges as the validator: $name", ({ link }) => {
    expect(validate(link)).toBe(validateDeviceLink(link).length === 0);
  });

  test("judges as the validator whatever is changed, null included", () => {
    const links = GOOD_LINKS.map(({ link }) => link);
    const value = fc.oneof(
      { weight: 1, arbitrary: fc.constant<unknown>(null) },
      { weight: 2, arbitrary: OTHER_VALUES },
    );
    const mutated = fc
      .constantFrom(...links)
      .chain((link) =>
        fc
          .array(fc.record({ path: fc.constantFrom(...pathsOf(link)), value }), { maxLength: 3 })
          .map((changes) => changes.reduce<unknown>((document, change) => changed(document, change), link)),
      );
    fc.assert(
      fc.property(mutated, (link) => {
        expect(validate(link)).toBe(validateDeviceLink(link).length === 0);
      }),
      { numRuns: 3000 },
    );
  });
});

/** The document with a value in place of what is at a path, if earlier changes have left the way there. */
function changed(document: unknown, { path, value }: { path: readonly string[]; value: unknown }): unknown {
  const owner = valueAt(document, path.slice(0, -1));
  const isThere = path.length === 0 || (typeof owner === "object" && owner !== null);
  return isThere && !(Array.isArray(owner) && value === undefined) ? withValue(document, path, value) : document;
}

describe("a schema made of a model", () => {
  const meta = open(required("name", string({ maxLength: 253 })));
  const spec = object(
    [
      defaulted("mode", string({ enum: ["on", "off"].map((value) => ({ value, description: "" })) }), "on"),
      required("size", integer({ minimum: 1 }), { default: 3 }),
      property("port", integer()),
      property("path", string({ pattern: "^/" })),
      property("tags", map(array(string({ maxLength: 3 })), { keyPattern: "^[a-z]+$" })),
    ],
    {
      rules: [
        {
          code: "port-needs-on",
          condition: { not: { required: ["port"], properties: { mode: { not: { enum: ["on"] } } } } },
          message: "port needs the mode on",
          remedy: "remove one",
        },
        {
          code: "one-of-two",
          condition: { not: { required: ["port", "path"] } },
          message: "port and path exclude each other",
          remedy: "remove one",
        },
        {
          code: "big-needs-path",
          condition: { anyOf: [{ required: ["path"] }, { properties: { size: { maximum: 9 } } }] },
          message: "more than 9 need a path",
          remedy: "add one",
        },
      ],
    },
  );
  const root = (...properties: readonly PropertyModel[]): SchemaModel => ({
    ...model(type("Thing", object(properties))),
    crds: [thingCrd()],
  });
  const things = root(
    required("apiVersion", string()),
    required("kind", string()),
    required("metadata", meta),
    property("spec", spec, { description: "What is wanted." }),
  );

  test("is where kubeconform and YAML editors look for it, and has the words and defaults of the CRD", async () => {
    const [file, ...others] = await emitIdeSchemas(things);
    expect(others).toEqual([]);
    expect(file?.path).toBe("ide/example.dev/thing_v1.json");
    const schema = JSON.parse(file?.content ?? "") as JsonObject;
    expect(schema).toMatchObject({
      $comment: expect.stringContaining("Generated by octopus-mqtt-codegen from schema/crd/thing.crd.json") as string,
      title: "Thing example.dev/v1",
      properties: {
        metadata: { type: "object" },
        spec: {
          type: ["object", "null"],
          description: expect.stringContaining("What is wanted.") as string,
          properties: {
            mode: { type: ["string", "null"], enum: ["on", "off", null], default: "on", description: "Default: on." },
            size: { type: ["integer", "null"], minimum: 1, default: 3 },
          },
        },
      },
    });
  });

  const verdicts: readonly (readonly [verdict: boolean, spec: unknown])[] = [
    [true, {}],
    [true, null],
    [true, { size: null, mode: null }],
    [true, { port: 1 }],
    [true, { port: 1, mode: null }],
    [false, { port: 1, mode: "off" }],
    [true, { port: null, mode: "off" }],
    [true, { port: 1, path: null }],
    [false, { port: 1, path: "/" }],
    [false, { size: 10 }],
    [false, { size: 10, path: null }],
    [true, { size: 10, path: "/a" }],
    [false, { mode: "neither" }],
    [false, { colour: "red" }],
    [true, { tags: { a: ["b"], c: null } }],
    [false, { tags: { A: ["b"] } }],
    [false, { tags: { a: ["b", null] } }],
    [false, { tags: { a: ["long"] } }],
  ];

  test("judges documents as the validator does, before nulls are left out and defaults filled in", async () => {
    const [file] = await emitIdeSchemas(things);
    const validate = compile(JSON.parse(file?.content ?? "") as object);
    const { Thing } = await loadValidators(things);
    for (const [verdict, given] of verdicts) {
      const thing = { apiVersion: "example.dev/v1", kind: "Thing", metadata: { name: "a" }, spec: given };
      expect([Thing?.validate(thing).length === 0, validate(thing)], JSON.stringify(given)).toEqual([verdict, verdict]);
    }
  });

  test("there is none without CRDs", async () => {
    expect(await emitIdeSchemas(model(type("Word", string())))).toEqual([]);
  });
});
