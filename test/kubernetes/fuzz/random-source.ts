import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "../../../generator/input/parse-json.js";
import type { JsonObject, JsonValue } from "../../../generator/model/model.js";
import { CASES } from "../../generator/translate/all-cases.js";
import { repositoryRoot } from "../../repository/imports.js";
import { HOSTILE, mutated, type Vocabulary } from "./mutate.js";
import type { Random } from "./random.js";

/** A source schema, and the source of a CRD of it, both of them JSON. */
export interface Source {
  readonly schema: JsonValue;
  readonly crd: JsonValue;
}

/** A source that is sound, or one of the cases of the translation, but for a change or some in one of its two files. */
export function randomSource(random: Random): Source {
  const [schema, crd] = [random.pick(SCHEMAS), random.pick(CRDS)];
  return random.chance(0.75)
    ? { schema: mutated(random, schema, { ...WORDS, known: SCHEMAS }), crd }
    : { schema, crd: mutated(random, crd, { ...WORDS, known: CRDS }) };
}

const DRAFTS: Readonly<Record<"draft-07" | "2020-12", string>> = {
  "draft-07": "http://json-schema.org/draft-07/schema#",
  "2020-12": "https://json-schema.org/draft/2020-12/schema",
};
const ANY = { type: "object", additionalProperties: true };
const TEXT = { type: "string", maxLength: 9 };

/** A kind whose spec is, or holds, what is to be tried. */
function kindOf(spec: unknown, root: object = {}, draft: keyof typeof DRAFTS = "2020-12"): JsonObject {
  return {
    $schema: DRAFTS[draft],
    title: "Thing",
    type: "object",
    properties: {
      apiVersion: { type: "string", maxLength: 99 },
      kind: { type: "string", maxLength: 99 },
      metadata: ANY,
      spec: spec as JsonValue,
      status: { type: "object", properties: { phase: TEXT }, additionalProperties: false },
    },
    additionalProperties: false,
    ...root,
  };
}

/** The cases of the translation, and our own sources with a text in place of what they refer to. */
const SCHEMAS: readonly JsonObject[] = [
  ...CASES.map(({ source, root = {}, draft }) => {
    const definitions = Object.entries(root).filter(([keyword]) => /^(?:\$defs|definitions)$/.test(keyword));
    const spec = { type: "object", properties: { it: source }, additionalProperties: false };
    return kindOf(spec, Object.fromEntries(definitions), draft);
  }),
  ...["mqtt", "device", "common"].flatMap((folder) =>
    readdirSync(join(repositoryRoot, "schema", folder)).map((file) => {
      const text = readFileSync(join(repositoryRoot, "schema", folder, file), "utf8");
      const { $defs, ...others } = parseJson(
        text.replace(/"\$ref": "[^#"][^"]*"/g, '"type": "string", "maxLength": 9'),
      ) as Record<string, JsonValue>;
      const spec = Object.fromEntries(Object.entries(others).filter(([key]) => key !== "$schema" && key !== "title"));
      return kindOf(spec, $defs === undefined ? {} : { $defs });
    }),
  ),
];

const VERSION = { name: "v1", served: true, storage: true, schema: { $ref: "./thing.schema.json" } };

const CRDS: readonly JsonObject[] = [
  {
    group: "example.com",
    scope: "Namespaced",
    names: { kind: "Thing", plural: "things", singular: "thing", shortNames: ["th"], categories: ["all"] },
    labels: { a: "b" },
    annotations: { c: "d" },
    versions: [
      {
        ...VERSION,
        subresources: { status: {} },
        additionalPrinterColumns: [{ name: "Phase", type: "string", jsonPath: ".status.phase", priority: 1 }],
        selectableFields: [{ jsonPath: ".status.phase" }],
      },
    ],
  },
  {
    group: "example.com",
    scope: "Cluster",
    names: { kind: "Thing", plural: "things" },
    versions: [
      VERSION,
      { ...VERSION, name: "v1beta1", storage: false, deprecated: true, deprecationWarning: "Use v1." },
    ],
  },
];

const WORDS: Omit<Vocabulary, "known"> = {
  keys: [
    ...["type", "properties", "items", "additionalProperties", "required", "enum", "const", "default", "pattern"],
    ...["nullable", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
    ...["multipleOf", "format", "minItems", "maxItems", "minProperties", "maxProperties", "uniqueItems", "title"],
    ...["description", "examples", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "$ref", "$id", "$anchor"],
    ...["$defs", "definitions", "dependencies", "dependentRequired", "dependentSchemas", "patternProperties"],
    ...["propertyNames", "prefixItems", "contains", "unevaluatedProperties", "deprecated", "readOnly", "spec", "it"],
    ...["x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"],
    ...["x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type", "x-kubernetes-validations"],
    ...["x-kubernetes-other", "x-other", "x-octopus-rule", "x-octopus-warnings", "x-octopus-expected"],
    ...["x-octopus-secret", "x-octopus-alias-of", "names", "versions", "subresources", "priority", "labels"],
    ...HOSTILE,
  ],
  values: [
    ...["x", "string", "integer", "number", "object", "array", "null", "^a$", "[", "(?=a)", "\\p{constructor}"],
    ...["atomic", "map", "set", "date-time", "duration", "byte", "thing.schema.json", "#/$defs/x", "#other"],
    ...["#/$defs/constructor", ".spec.it", "Foo", "v2", null, true, false, 0, 1, -1, 2, 1.5, 3e9, 1e21, [], {}],
    ...[["x"], ["constructor"], ["x", "x"], [{}], [null], { x: null }, TEXT, [TEXT], { constructor: TEXT }],
    ...[{ required: ["x"] }, [{ required: ["constructor"] }], { type: ["string", "null"] }, { enum: ["a", "b"] }],
    ...[{ type: "integer", default: 1 }, { x: 1 }, { $ref: "#" }, [{ rule: "self == self" }], { constructor: ["x"] }],
    ...HOSTILE,
  ],
};
