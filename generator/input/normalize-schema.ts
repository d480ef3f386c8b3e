import type { Condition, EnumValue, JsonObject, JsonValue, RuleModel, WarningModel } from "../model/model.js";
import { normalizeCondition } from "./normalize-condition.js";
import type { Bounds, NormalizedNode, NormalizedSchema, ResolvedNode, ResolvedSchema } from "./schema-document.js";

/** Brings a schema into the one spelling that the model is built from. */
export function normalizeSchema({ document, name, root }: ResolvedSchema): NormalizedSchema {
  return { document, name, root: normalizeNode(root) };
}

/** Says in a sentence how one part of a schema gets its one spelling. */
export interface Normalization<Part> {
  readonly name: string;
  readonly apply: (node: ResolvedNode) => Part;
}

type PartOf = { readonly [Key in keyof NormalizedNode]: Normalization<NormalizedNode[Key]> };

/** One rule for each part of a normalized node. */
export const NORMALIZATIONS: PartOf = {
  pointer: { name: "Keep the place in the document", apply: ({ pointer }) => pointer },
  kind: {
    name: "Name the kind of schema; tell objects from maps, and a schema without a type is any value",
    apply: kindOf,
  },
  nullable: { name: "Say of each node whether null is a value of its own", apply: ({ nullable = false }) => nullable },
  documentation: {
    name: "Gather what a reader is told, with an empty description where there is none",
    apply: documentationOf,
  },
  default: { name: "Keep the default", apply: (node) => node.default },
  aliasOf: {
    name: "Name the property that a deprecated spelling stands for",
    apply: (node) => node["x-octopus-alias-of"],
  },
  reference: { name: "Keep the referenced type", apply: ({ reference }) => reference },
  properties: {
    name: "Normalize the properties in their order",
    apply: ({ properties = [] }) => properties.map(([name, child]) => [name, normalizeNode(child)] as const),
  },
  required: {
    name: "Make required a list in the order of the properties",
    apply: ({ properties = [], required = [] }) =>
      properties.map(([name]) => name).filter((name) => required.includes(name)),
  },
  open: { name: "An object is open only where it says so", apply: (node) => node.additionalProperties === true },
  values: {
    name: "Turn an additionalProperties schema into the values of a map",
    apply: ({ additionalProperties }) =>
      typeof additionalProperties === "object" ? normalizeNode(additionalProperties) : undefined,
  },
  keyPattern: {
    name: "Turn propertyNames into the pattern of a map's keys",
    apply: (node) => node.propertyNames?.pattern,
  },
  items: { name: "Normalize the items", apply: ({ items }) => items && normalizeNode(items) },
  enum: { name: "Turn const, and oneOf of documented constants, into an enum", apply: enumOf },
  bounds: { name: "Gather the bounds", apply: boundsOf },
  pattern: { name: "Keep the pattern", apply: ({ pattern }) => pattern },
  format: { name: "Keep the format", apply: ({ format }) => format },
  conditions: { name: "Gather what a value must fulfil besides its bounds", apply: conditionsOf },
  rules: { name: "Turn an allOf member with x-octopus-rule into a rule", apply: rulesOf },
  warnings: { name: "Normalize the conditions of warnings", apply: warningsOf },
  kubernetes: { name: "Gather the x-kubernetes-* annotations", apply: kubernetesOf },
};

function normalizeNode(node: ResolvedNode): NormalizedNode {
  const parts = Object.entries(NORMALIZATIONS).map(([part, { apply }]) => [part, apply(node)] as const);
  // The table has exactly one rule for each part, which `PartOf` makes the compiler check.
  return Object.fromEntries(parts) as unknown as NormalizedNode;
}

function kindOf({ reference, type, additionalProperties }: ResolvedNode): NormalizedNode["kind"] {
  if (reference !== undefined) return "reference";
  if (type === "object") return typeof additionalProperties === "object" ? "map" : "object";
  return typeof type === "object" ? "int-or-string" : (type ?? "any");
}

function documentationOf(node: ResolvedNode): NormalizedNode["documentation"] {
  return {
    description: node.description ?? "",
    ...(node.$comment !== undefined && { comment: node.$comment }),
    deprecated: node.deprecated ?? false,
    examples: node.examples ?? [],
    ...(node["x-octopus-expected"] !== undefined && { expected: node["x-octopus-expected"] }),
    secret: node["x-octopus-secret"] ?? false,
  };
}

function enumOf(node: ResolvedNode): readonly EnumValue[] | undefined {
  if (node.oneOf) return node.oneOf.map((value) => ({ value: value.const, description: value.description ?? "" }));
  return listedValues(node)
    ?.filter(isScalar)
    .map((value) => ({ value, description: "" }));
}

function listedValues(node: ResolvedNode): readonly JsonValue[] | undefined {
  return node.const === undefined ? node.enum : [node.const];
}

/** Null is told by `nullable`; the linter has refused lists and objects. */
function isScalar(value: JsonValue): value is string | number | boolean {
  return typeof value !== "object";
}

const BOUNDS = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
] as const satisfies readonly (keyof Bounds)[];

function boundsOf(node: ResolvedNode): Bounds {
  return Object.fromEntries(BOUNDS.flatMap((bound) => (node[bound] === undefined ? [] : [[bound, node[bound]]])));
}

function conditionsOf(node: ResolvedNode): readonly Condition[] {
  return [
    ...(node.allOf ?? []).filter((member) => member["x-octopus-rule"] === undefined).map(normalizeCondition),
    ...(node.not ? [{ not: normalizeCondition(node.not) }] : []),
  ];
}

function rulesOf(node: ResolvedNode): readonly RuleModel[] {
  return (node.allOf ?? []).flatMap(({ "x-octopus-rule": rule, ...condition }) =>
    rule ? [{ ...rule, condition: normalizeCondition(condition) }] : [],
  );
}

function warningsOf(node: ResolvedNode): readonly WarningModel[] {
  return (node["x-octopus-warnings"] ?? []).map((warning) => ({ ...warning, if: normalizeCondition(warning.if) }));
}

function kubernetesOf(node: ResolvedNode): JsonObject {
  const annotations = Object.entries(node).filter(([key]) => key.startsWith("x-kubernetes-"));
  return Object.fromEntries<JsonValue>(annotations as [string, JsonValue][]);
}
