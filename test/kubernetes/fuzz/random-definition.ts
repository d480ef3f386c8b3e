import type { JsonValue } from "../../../generator/model/model.js";
import type { Random } from "./random.js";

type Container = Record<string, JsonValue> | JsonValue[];

/** A place within a document. */
interface Place {
  readonly parent: Container;
  readonly key: string;
}

/** A definition that is one of those given, but for one change, and now and then some more. */
export function randomDefinition(random: Random, known: readonly JsonValue[]): JsonValue {
  const definition = structuredClone(random.pick(known)) as Container;
  const changes = random.chance(0.7) ? 1 : random.integer(2, 4);
  for (let count = 0; count < changes; count++) change(random, definition, known);
  return definition;
}

/** Takes something out, puts something else in its place, or adds something that the format knows. */
function change(random: Random, definition: Container, known: readonly JsonValue[]): void {
  const places = placesIn(definition);
  if (places.length === 0) return;
  const { parent, key } = random.pick(places);
  const value = at(parent, key);
  const fromElsewhere = () => {
    const elsewhere = random.pick(placesIn(random.pick(known) as Container));
    return [elsewhere.key, at(elsewhere.parent, elsewhere.key)] as const;
  };
  random.pickFrom([
    () => {
      remove(parent, key);
    },
    () => {
      put(parent, key, random.pick(VALUES));
    },
    () => {
      put(parent, key, fromElsewhere()[1]);
    },
    () => {
      add(value, parent, random.pick(KEYS), random.pick(VALUES));
    },
    () => {
      add(value, parent, ...fromElsewhere());
    },
    () => {
      remove(parent, key);
      add(parent, parent, random.pick(KEYS), value);
    },
  ]);
}

function placesIn(container: Container): Place[] {
  return Object.entries(container).flatMap(([key, value]: [string, JsonValue]) => [
    { parent: container, key },
    ...(isContainer(value) ? placesIn(value) : []),
  ]);
}

function isContainer(value: JsonValue): value is Container & JsonValue {
  return typeof value === "object" && value !== null;
}

function at(parent: Container, key: string): JsonValue {
  return (parent as Record<string, JsonValue>)[key] ?? null;
}

function put(parent: Container, key: string, value: JsonValue): void {
  const member = { value: structuredClone(value), enumerable: true, configurable: true, writable: true };
  Object.defineProperty(parent, key, member);
}

function remove(parent: Container, key: string): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
}

/** Adds to a value that holds others, else beside it. */
function add(value: JsonValue, parent: Container, key: string, added: JsonValue): void {
  const target = isContainer(value) ? (value as Container) : parent;
  if (Array.isArray(target)) target.push(structuredClone(added));
  else put(target, key, added);
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
  ...["metadata", "spec", "apiVersion", "labels", "annotations", "creationTimestamp", "ownerReferences", "x", "a b"],
];

const VALUES: readonly JsonValue[] = [
  ...["", "x", "string", "integer", "object", "array", "^a$", "[", "(?=a)", "atomic", "map", "set", "granular"],
  ...[".spec.x", ".spec", "x.y", "Foo", "a.b.c", "v1", "v2", "1.5s", "date-time", "Namespaced", "Webhook", "A b"],
  ...[null, true, false, 0, 1, -1, 2, 1.5, 3_000_000_000, 253, [], {}, ["x"], ["x", "x"], [{}], [null], { x: null }],
  ...[{ type: "string" }, [{ type: "string" }], { type: "array", items: { type: "string" } }, { required: ["x"] }],
  ...[{ type: "integer", default: 1 }, { default: false }, { x: 1 }, { "x-kubernetes-int-or-string": true }],
];
