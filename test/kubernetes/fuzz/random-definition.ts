import type { JsonValue } from "../../../generator/model/model.js";
import { HOSTILE, mutated } from "./mutate.js";
import type { Random } from "./random.js";

/** A definition that is one of those given, but for one change, and now and then some more. */
export function randomDefinition(random: Random, known: readonly JsonValue[]): JsonValue {
  return mutated(random, random.pick(known), { keys: KEYS, values: VALUES, known });
}

const KEYS = [
  ...["type", "properties", "items", "additionalProperties", "required", "enum", "default", "pattern", "nullable"],
  ...["minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"],
  ...["minItems", "maxItems", "minProperties", "maxProperties", "uniqueItems", "description", "title", "example"],
  ...["allOf", "anyOf", "oneOf", "not", "$ref", "$schema", "id", "definitions", "dependencies", "externalDocs"],
  ...["patternProperties", "additionalItems", "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields"],
  ...[
    "x-kubernetes-embedded-resource",
    "x-kubernetes-list-type",
    "x-kubernetes-list-map-keys",
    "x-kubernetes-map-type",
  ],
  ...["scope", "group", "names", "plural", "singular", "kind", "listKind", "shortNames", "categories", "versions"],
  ...["name", "served", "storage", "deprecated", "deprecationWarning", "schema", "openAPIV3Schema", "subresources"],
  ...["status", "scale", "specReplicasPath", "statusReplicasPath", "labelSelectorPath", "additionalPrinterColumns"],
  ...["selectableFields", "jsonPath", "priority", "conversion", "strategy", "webhook", "preserveUnknownFields"],
  ...["metadata", "spec", "apiVersion", "labels", "annotations", "creationTimestamp", "ownerReferences", "x"],
  ...HOSTILE,
];

const VALUES: readonly JsonValue[] = [
  ...HOSTILE,
  ...["", "x", "string", "integer", "object", "array", "^a$", "[", "(?=a)", "atomic", "map", "set", "granular"],
  ...[".spec.x", ".spec", "x.y", "Foo", "a.b.c", "v1", "v2", "1.5s", "date-time", "Namespaced", "Webhook", "A b"],
  ...[null, true, false, 0, 1, -1, 2, 1.5, 3_000_000_000, 253, [], {}, ["x"], ["x", "x"], [{}], [null], { x: null }],
  ...[{ type: "string" }, [{ type: "string" }], { type: "array", items: { type: "string" } }, { required: ["x"] }],
  ...[{ type: "integer", default: 1 }, { default: false }, { x: 1 }, { "x-kubernetes-int-or-string": true }],
];
