import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { omit, shown, type Place } from "./place.js";
import { typeOfValue } from "./types.js";

/** The values that a schema lists, held against its type: what can never be is refused, null has its own keyword. */
export function values(schema: JsonObject, place: Place): JsonObject {
  const lists = [listOf(schema, "enum"), listOf(schema, "const"), listOf(schema, "oneOf")].filter(
    (list) => list !== undefined,
  );
  if (lists.length === 0 || schema.type === undefined) return schema;
  const problem = lists.flatMap(({ keyword, listed }) => misfits(keyword, listed, schema)).at(0);
  if (problem) {
    place.refuse(problem.keyword, problem.message);
    return omit(schema, "enum", "const", "oneOf");
  }
  const [first, ...others] = lists;
  if (!first) return schema;
  const common = first.listed.filter((value) => others.every(({ listed }) => listed.includes(value)));
  const kept = [...new Set(common)].filter((value) => value !== null);
  if (kept.length === 0) {
    place.refuse(first.keyword, "no value is left that enum, const and oneOf all list; keep one of them");
    return omit(schema, "enum", "const", "oneOf");
  }
  const rest = narrowed(schema, first.keyword, kept, lists.length > 1);
  return { ...withoutNull(rest, common, place), ...integers(schema, kept, place) };
}

/** To an API server a default of null is none: the field stays away. Where null is no value, the linter refuses it. */
export function nullDefault(schema: JsonObject, place: Place): JsonObject {
  const mayBeNull = schema.nullable === true || schema.type === undefined;
  if (schema.default !== null || !mayBeNull) return schema;
  place.approximate("default", "an API server has no default of null, so that an absent field stays absent");
  return omit(schema, "default");
}

interface List {
  readonly keyword: "enum" | "const" | "oneOf";
  readonly listed: readonly JsonValue[];
}

function listOf(schema: JsonObject, keyword: List["keyword"]): List | undefined {
  const value = schema[keyword];
  if (value === undefined) return undefined;
  if (keyword === "const") return { keyword, listed: [value] };
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const members = value as readonly JsonValue[];
  if (keyword === "enum") return { keyword, listed: members };
  const constants = members.flatMap((member) => (isObject(member) && member.const !== undefined ? [member.const] : []));
  return constants.length === members.length ? { keyword, listed: constants } : undefined;
}

function misfits(
  keyword: List["keyword"],
  listed: readonly JsonValue[],
  { type, nullable }: JsonObject,
): { keyword: string; message: string }[] {
  if (Array.isArray(type))
    return [
      {
        keyword,
        message:
          'the values of an integer or a string cannot be listed, since the API server takes 65 for "A"; use pattern, minimum and maximum',
      },
    ];
  return listed.flatMap((value) => {
    const found = typeOfValue(value);
    if (found === "integer" && (Number(value) >= INT64 || Number(value) < -INT64))
      return [
        {
          keyword,
          message: `${JSON.stringify(value)} does not fit into 64 bits, as the API server asks of integers; remove it`,
        },
      ];
    if (found === type || (found === "integer" && type === "number") || (value === null && nullable === true)) {
      return type === "object" || type === "array" ? [{ keyword, message: COMPOSITE }] : [];
    }
    return [
      {
        keyword,
        message: `${JSON.stringify(value)} is of type ${found}, which the schema's own type (${shown(type)}) rules out; remove it`,
      },
    ];
  });
}

/** The first integer that the API server does not take. */
const INT64 = 2 ** 63;

const COMPOSITE = "an API server does not compare lists and objects reliably; describe their contents instead";

/** The schema with the values that are left, as it wrote them where nothing has changed. */
function narrowed(
  schema: JsonObject,
  keyword: List["keyword"],
  kept: readonly JsonValue[],
  combined: boolean,
): JsonObject {
  if (!combined && keyword === "const") return schema;
  if (!combined && keyword === "oneOf") {
    const members = (schema.oneOf as readonly JsonObject[]).filter(({ const: value = null }) => kept.includes(value));
    return { ...schema, oneOf: members };
  }
  const isSame = !combined && (schema.enum as readonly JsonValue[]).length === kept.length;
  return isSame ? schema : { ...omit(schema, "enum", "const", "oneOf"), enum: kept };
}

/** A type that takes null is none where the values leave it out. */
function withoutNull(schema: JsonObject, common: readonly JsonValue[], place: Place): JsonObject {
  if (schema.nullable !== true || common.includes(null)) return schema;
  place.exact("type", "a type without null, which the values leave out");
  return omit(schema, "nullable");
}

/** Numbers that are all integers are of that type, which the API server compares exactly. */
function integers(schema: JsonObject, kept: readonly JsonValue[], place: Place): JsonObject {
  if (schema.type !== "number" || !kept.every((value) => Number.isInteger(value))) return {};
  place.exact("type", "integer, since all its values are integers");
  return { type: "integer" };
}
