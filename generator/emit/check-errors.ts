import type { AnyNode } from "../print/syntax-nodes.js";
import { schemaAt, type SchemaTexts } from "./known-fields.js";

/** Parameters of ajv's errors that messages are made from; the others repeat the schema. */
const KEPT_PARAMETERS: ReadonlySet<string> = new Set([
  ...["type", "limit", "missingProperty", "additionalProperty", "keys"],
]);

/** Keywords that may fail in part while the whole is valid; the schemas have them inside `not` only (json-schema.ts). */
const ALTERNATIVES: ReadonlySet<string> = new Set(["anyOf", "oneOf", "if", "contains", "propertyNames"]);

/**
 * The members of an error that messages need, from the object that ajv records; "" for an empty one. Only conditions
 * need their place in the schema, which tells their rule.
 */
export function errorMembers(source: SchemaTexts, error: AnyNode, path: string): string {
  const { code } = source;
  const members = membersOf(code, error);
  if (members.size === 0) return "";
  const keyword = JSON.parse(valueText(code, members, "keyword")) as string;
  if (ALTERNATIVES.has(keyword)) throw new Error(`ajv reports ${keyword} outside a negation at ${path}`);
  const schemaPath = JSON.parse(valueText(code, members, "schemaPath")) as string;
  const parameters = members.get("params")?.value;
  const kept = [...(parameters ? membersOf(code, parameters) : [])]
    .filter(([name]) => KEPT_PARAMETERS.has(name))
    .map(([name, { text, value }]) =>
      name === "type" ? `type: ${JSON.stringify(firstType(schemaAt(source, value)))}` : text,
    );
  const instancePath = members.get("instancePath")?.text;
  if (instancePath === undefined) throw new Error(`ajv recorded an error without a place at ${path}`);
  return [
    instancePath,
    `keyword: ${JSON.stringify(keyword)}`,
    ...(keyword === "not" ? [`schemaPath: ${JSON.stringify(path + schemaPath)}`] : []),
    ...(kept.length > 0 ? [`params: { ${kept.join(", ")} }`] : []),
  ].join(", ");
}

/** Of several types ajv names their place in the schema; messages want the first. */
function firstType(types: unknown): unknown {
  return Array.isArray(types) ? (types as readonly unknown[])[0] : types;
}

interface Member {
  readonly value: AnyNode;
  readonly text: string;
}

function membersOf(code: string, object: AnyNode): Map<string, Member> {
  if (object.type !== "ObjectExpression")
    throw new Error(`ajv recorded no object: ${code.slice(object.start, object.end)}`);
  return new Map(
    object.properties.map((property) => {
      if (property.type !== "Property") throw new Error("ajv recorded an error that is spread");
      const text = code.slice(property.start, property.end);
      return [code.slice(property.key.start, property.key.end), { value: property.value, text }];
    }),
  );
}

function valueText(code: string, members: ReadonlyMap<string, Member>, name: string): string {
  const value = members.get(name)?.value;
  if (!value) throw new Error(`ajv recorded an error without ${name}`);
  return code.slice(value.start, value.end);
}
