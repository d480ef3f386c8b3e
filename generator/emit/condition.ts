import { regExpOf } from "../input/javascript-pattern.js";
import type { Condition, JsonObject, JsonValue } from "../model/model.js";
import { own } from "../own.js";

/** Whether a value meets a condition, as JSON Schema 2020-12 (Validation, section 6) says: a keyword ignores values of other types. */
export function meets(value: JsonValue, condition: Condition): boolean {
  return (
    meetsJunctors(value, condition) &&
    (condition.enum?.some((allowed) => isSame(allowed, value)) ?? true) &&
    (typeof value !== "string" || meetsText(value, condition)) &&
    (typeof value !== "number" || meetsNumber(value, condition)) &&
    (!isList(value) || meetsList(value, condition)) &&
    (!isObject(value) || meetsObject(value, condition))
  );
}

function meetsJunctors(value: JsonValue, { not, allOf, anyOf, oneOf }: Condition): boolean {
  const met = (condition: Condition) => meets(value, condition);
  return (
    (not === undefined || !met(not)) &&
    (allOf?.every(met) ?? true) &&
    (anyOf?.some(met) ?? true) &&
    (oneOf === undefined || oneOf.filter(met).length === 1)
  );
}

function meetsNumber(value: number, { minimum, maximum, ...more }: Condition): boolean {
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity, multipleOf = 0 } = more;
  return (
    isWithin(value, minimum, maximum) &&
    value > exclusiveMinimum &&
    value < exclusiveMaximum &&
    (multipleOf === 0 || value % multipleOf === 0)
  );
}

function meetsText(text: string, { pattern, minLength, maxLength }: Condition): boolean {
  return (
    isWithin(Array.from(text).length, minLength, maxLength) && (pattern === undefined || regExpOf(pattern).test(text))
  );
}

function meetsList(list: readonly JsonValue[], { items, minItems, maxItems }: Condition): boolean {
  return isWithin(list.length, minItems, maxItems) && (items === undefined || list.every((item) => meets(item, items)));
}

function meetsObject(object: JsonObject, condition: Condition): boolean {
  const { required = [], properties = {}, minProperties, maxProperties } = condition;
  return (
    isWithin(Object.keys(object).length, minProperties, maxProperties) &&
    required.every((name) => Object.hasOwn(object, name)) &&
    Object.entries(properties).every(([name, child]) => {
      const value = own(object, name);
      return value === undefined || meets(value, child);
    })
  );
}

function isWithin(amount: number, minimum = -Infinity, maximum = Infinity): boolean {
  return minimum <= amount && amount <= maximum;
}

/** Equality of JSON values, for objects regardless of the order of their keys. */
export function isSame(a: JsonValue, b: JsonValue): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, index) => isSame(item, b[index] ?? null));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && isSame(a[key] ?? null, b[key] ?? null))
    );
  }
  return a === b;
}

/** True for JSON arrays. */
export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** True for JSON objects. */
export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}
