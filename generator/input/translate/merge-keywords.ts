import type { JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { merge } from "./merge.js";
import { membersOf, shown, type Place } from "./place.js";
import { own } from "../../own.js";
import { isForeign } from "./foreign.js";

/** Where the two schemas stand. */
export interface Places {
  readonly place: Place;
  readonly from: Place;
}

type Join = (a: JsonValue, b: JsonValue, places: Places) => JsonValue | undefined;

const most: Join = (a, b) => Math.max(Number(a), Number(b));
const least: Join = (a, b) => Math.min(Number(a), Number(b));
const first: Join = (a) => a;

/** How two values of a keyword become one; those that cannot stay in `allOf`. */
export const JOINS: Readonly<Record<string, Join>> = {
  type: joinTypes,
  properties: joinProperties,
  items: joinSchemas,
  additionalProperties: joinSchemas,
  required: (a, b) => [...new Set([...membersOf(a), ...membersOf(b)])],
  allOf: (a, b) => [...membersOf(a), ...membersOf(b)],
  enum: (a, b) => {
    const common = membersOf(a).filter((value) =>
      membersOf(b).some((other) => JSON.stringify(other) === JSON.stringify(value)),
    );
    return common.length > 0 ? common : undefined;
  },
  ...{ minimum: most, exclusiveMinimum: most, minLength: most, minItems: most, minProperties: most },
  ...{ maximum: least, exclusiveMaximum: least, maxLength: least, maxItems: least, maxProperties: least },
  ...{ description: first, examples: first, deprecated: first, "x-octopus-expected": first },
};

/** Keywords that mean something only together: those of two schemas never mix. */
const TOGETHER: readonly (readonly string[])[] = [
  ["if", "then", "else"],
  ["contains", "minContains", "maxContains"],
];

/** The keywords that one is read with, itself among them; none for one that stands alone. */
export function partnersOf(keyword: string): readonly string[] {
  return TOGETHER.find((group) => group.includes(keyword)) ?? [];
}

/** Two values of a keyword as one; undefined where both must stay. */
export function join(keyword: string, a: JsonValue, b: JsonValue, places: Places): JsonValue | undefined {
  if (JSON.stringify(a) === JSON.stringify(b) && keyword !== "$ref") return a;
  const known = own(JOINS, keyword);
  if (known) return known(a, b, places);
  if (isForeign(keyword)) return a;
  if (keyword === "default" || keyword.startsWith("x-")) {
    places.from.refuse(keyword, `allOf gives ${keyword} twice with different values; keep one of them`);
    return a;
  }
  return undefined;
}

function joinTypes(a: JsonValue, b: JsonValue, { from }: Places): JsonValue {
  const [ones, others] = [listOf(a), listOf(b)];
  const isIn = (type: JsonValue, list: readonly JsonValue[]) =>
    list.includes(type) || (type === "integer" && list.includes("number"));
  const common = [
    ...new Set([...ones.filter((type) => isIn(type, others)), ...others.filter((type) => isIn(type, ones))]),
  ];
  const [only = null] = common;
  if (common.length > 0) return common.length === 1 ? only : common;
  from.refuse(
    "type",
    `allOf asks for ${ones.map(shown).join(" or ")} and for ${others.map(shown).join(" or ")}, which nothing is both`,
  );
  return a;
}

function joinProperties(a: JsonValue, b: JsonValue, { place, from }: Places): JsonValue {
  if (!isObject(a) || !isObject(b)) return a;
  const joined = Object.entries(b).map(([name, child]): [string, JsonValue] => {
    const known = own(a, name);
    if (known === undefined) return [name, child];
    return [
      name,
      joinSchemas(known, child, {
        place: place.of(known, "properties", name),
        from: from.of(child, "properties", name),
      }),
    ];
  });
  return place.of(a, "properties").made(Object.fromEntries([...Object.entries(a), ...joined]));
}

function joinSchemas(a: JsonValue, b: JsonValue, { place, from }: Places): JsonValue {
  if (!isObject(a) || !isObject(b)) return a === true ? b : b === true || a === false ? a : b;
  // Which part declares and which only narrows is found out when the child itself is translated.
  if (a.$ref !== undefined || b.$ref !== undefined) return place.of(a).made({ allOf: [a, b] });
  return merge(a, { schema: b, place: from.of(b) }, place.of(a));
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}
