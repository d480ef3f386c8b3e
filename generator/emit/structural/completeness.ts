import type { JsonObject, JsonValue } from "../../model/model.js";
import { objectOf, type StructuralSchema } from "./node.js";
import { own } from "../../own.js";

/**
 * Problems of junctors that the API server would refuse or, below the root, accept and then misjudge: it prunes a
 * property that only a junctor names, before it evaluates the junctor. Each problem is a sentence with the place.
 */
export function incompleteJunctors(schema: StructuralSchema, path = ""): string[] {
  const members = [...listOf(schema.allOf), ...listOf(schema.anyOf), ...listOf(schema.oneOf)];
  return [
    ...members.flatMap((member) => undeclared(member, schema, path)),
    ...Object.entries(objectOf(schema.properties)).flatMap(([name, child]) =>
      incompleteJunctors(objectOf(child), `${path}.${name}`),
    ),
    ...incompleteChild(schema.items, `${path}[]`),
    ...incompleteChild(schema.additionalProperties, `${path}{}`),
  ];
}

function incompleteChild(child: JsonValue | undefined, path: string): string[] {
  return child === undefined ? [] : incompleteJunctors(objectOf(child), path);
}

/** What a junctor names that the node beside it does not declare. */
function undeclared(junctor: JsonObject, node: StructuralSchema, path: string): string[] {
  const nested = [...listOf(junctor.allOf), ...listOf(junctor.anyOf), ...listOf(junctor.oneOf)];
  if (junctor.not !== undefined) nested.push(objectOf(junctor.not));
  return [
    ...nested.flatMap((member) => undeclared(member, node, path)),
    ...namesIn(junctor).flatMap((name) => undeclaredName(name, node, path)),
    ...Object.entries(objectOf(junctor.properties)).flatMap(([name, child]) =>
      undeclared(objectOf(child), objectOf(own(objectOf(node.properties), name)), `${path}.${name}`),
    ),
    ...(junctor.items === undefined ? [] : undeclared(objectOf(junctor.items), objectOf(node.items), `${path}[]`)),
  ];
}

function namesIn(junctor: JsonObject): string[] {
  const required = Array.isArray(junctor.required) ? (junctor.required as string[]) : [];
  return [...new Set([...required, ...Object.keys(objectOf(junctor.properties))])];
}

function undeclaredName(name: string, node: StructuralSchema, path: string): string[] {
  const place = path === "" ? "the root" : path;
  if (name === "metadata") return [`a rule at ${place} names metadata, which the API server forbids`];
  if (name in objectOf(node.properties)) return [];
  return [`a rule at ${place} names ${name}, which is not among its properties`];
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}
