import { isObject } from "../schema-nodes.js";
import { followed } from "./merge.js";
import type { Member } from "./place.js";

/** What is known of the values that a condition is about. */
export interface View extends Member {
  /** The types that a value may have, without null; undefined: any. */
  readonly types: readonly string[] | undefined;
  readonly nullable: boolean;
  readonly properties: ReadonlyMap<string, Member>;
  /** Which other properties there may be. */
  readonly others: "none" | "any" | "values";
  readonly items?: Member;
}

/** Finds what is known of a place, by the schema that describes it there. */
export type Look = (member: Member) => View;

/** The view of a schema whose branches and members are in place already. */
export function viewOf(member: Member): View {
  const { schema, place } = followed(member);
  const { type, properties, items, additionalProperties, unevaluatedProperties } = schema;
  const named = isObject(properties) ? Object.entries(properties) : [];
  const types = [type].flat().filter((name): name is string => typeof name === "string" && name !== "null");
  const isNullable =
    [type, member.schema.type].flat().includes("null") || [schema, member.schema].some((it) => it.nullable === true);
  const isInt = schema["x-kubernetes-int-or-string"] === true;
  const isClosed = additionalProperties === false || unevaluatedProperties === false;
  return {
    ...member,
    types: isInt ? ["integer", "string"] : types.length > 0 ? types : undefined,
    nullable: isNullable,
    properties: new Map(
      named.flatMap(([name, child]) =>
        isObject(child) ? [[name, { schema: child, place: place.of(child, "properties", name) }] as const] : [],
      ),
    ),
    // An object that says nothing of other properties is closed when its containers are translated.
    others: isObject(additionalProperties)
      ? "values"
      : isClosed || (additionalProperties === undefined && named.length > 0)
        ? "none"
        : "any",
    ...(isObject(items) && { items: { schema: items, place: place.of(items, "items") } }),
  };
}
