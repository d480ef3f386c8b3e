import type { JsonObject } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { membersOf, omit, shown, type Member, type Place } from "./place.js";

/**
 * Two schemas on their way to become one, with what each says of other properties: `additionalProperties` looks at the
 * properties beside it only, so that the properties of the one may be those that the other refuses.
 */
export function closedTogether(
  a: JsonObject,
  { schema: b, place: from }: Member,
  place: Place,
): { readonly a: JsonObject; readonly b: JsonObject } {
  const barredByB = b.additionalProperties === false ? missing(a, b) : [];
  const barredByA = a.additionalProperties === false ? missing(b, a) : [];
  say(barredByB, CLOSERS.get(b) ?? from);
  say(barredByA, CLOSERS.get(a) ?? place);
  const isClosed = a.additionalProperties === false || b.additionalProperties === false;
  const others = isClosed ? { additionalProperties: false } : {};
  return {
    a: { ...without(a, barredByB), ...(isClosed && a.additionalProperties !== undefined && others) },
    b: { ...(isClosed ? omit(without(b, barredByA), "additionalProperties") : b), ...others },
  };
}

/** A member of `allOf`, or the target of a reference, sees nothing beside it, so that to it nothing else is evaluated. */
export function alone(member: JsonObject): JsonObject {
  const isOpen = member.unevaluatedProperties !== false;
  return isOpen ? member : { ...omit(member, "unevaluatedProperties"), additionalProperties: false };
}

/** Where the schemas stand that say of a merged one that it is closed. */
const CLOSERS = new WeakMap<JsonObject, Place>();

/** Remembers which of two schemas closes the one that was made of them. */
export function closedBy(joined: JsonObject, a: JsonObject, { schema: b, place }: Member): void {
  const known = CLOSERS.get(a) ?? CLOSERS.get(b);
  const isByB = a.additionalProperties !== false && alone(b).additionalProperties === false;
  if (known || isByB) CLOSERS.set(joined, known ?? place);
}

/** The properties of one schema that the other does not name. */
function missing({ properties }: JsonObject, { properties: others }: JsonObject): string[] {
  const names = isObject(properties) ? Object.keys(properties) : [];
  return names.filter((name) => !(isObject(others) && Object.hasOwn(others, name)));
}

function say(names: readonly string[], place: Place): void {
  if (names.length === 0) return;
  place.refuse(
    "additionalProperties",
    `false beside these properties forbids those of the other schemas, ${names.join(", ")}, which could then never be there; ` +
      "leave it out here, and write unevaluatedProperties: false beside allOf, anyOf or oneOf",
  );
}

function without(schema: JsonObject, names: readonly string[]): JsonObject {
  const { properties, required } = schema;
  if (names.length === 0 || !isObject(properties)) return schema;
  return {
    ...schema,
    properties: omit(properties, ...names),
    ...(required !== undefined && { required: membersOf(required).filter((name) => !names.includes(shown(name))) }),
  };
}
