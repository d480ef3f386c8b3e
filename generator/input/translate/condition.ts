import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { typeCondition } from "./condition-types.js";
import { contains, items, others, properties } from "./condition-contents.js";
import { BEYOND, INT64 } from "./numbers.js";
import { absent, all, any, none, one, type Fold } from "./fold.js";
import { FORMATS, INSTEAD } from "./formats.js";
import { membersOf, shown, type Member, type Place } from "./place.js";
import { isProse, isSame } from "./same.js";
import type { Look, View } from "./view.js";
import { own } from "../../own.js";

/** A schema that must hold for values which another schema describes. */
export interface Task {
  readonly schema: JsonObject;
  readonly place: Place;
  readonly view: View;
  readonly look: Look;
}

/** One keyword as a condition. */
type Reader = (value: JsonValue, task: Task) => Fold;

/**
 * A schema as a condition on values whose own schema is known: value validations only, as an API server takes them
 * below a junctor. What always holds, or never, is told by `true` and `false`. What has no such form is refused.
 */
export function conditionOf(member: Member, view: View, look: Look): Fold {
  return read({ ...member, view, look });
}

function read(task: Task): Fold {
  const { schema, place, view } = task;
  if (isSame(task, view) && view.schema.default === schema.default) return true;
  const ignoresSiblings = place.draft === "draft-07" && typeof schema.$ref === "string";
  const keywords = Object.entries(schema).filter(([keyword]) => !ignoresSiblings || keyword === "$ref");
  const fold = all(
    ...keywords.map(([keyword, value]): Fold => {
      if (isProse(keyword) || PARTS.has(keyword)) return true;
      if (PLAIN.has(keyword)) return { [keyword]: value };
      const reader = own(READERS, keyword);
      if (reader) return reader(value, task);
      place.refuse(keyword, `"${keyword}" has no form as a condition; put it at the value itself, beside its type`);
      return true;
    }),
  );
  return typeof fold === "object" ? place.made(fold) : fold;
}

/** Keywords that mean the same below a junctor. */
const PLAIN: ReadonlySet<string> = new Set([
  ...["enum", "pattern", "required", "multipleOf"],
  ...["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"],
]);

/** Keywords that are read with another one. */
const PARTS: ReadonlySet<string> = new Set(["then", "else", "minContains", "maxContains", "additionalItems"]);

const READERS: Readonly<Record<string, Reader>> = {
  $ref: reference,
  ...Object.fromEntries(
    ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map((keyword) => [
      keyword,
      (value: JsonValue, task: Task) => bound(keyword, value, task),
    ]),
  ),
  type: (value, { view, place }) => typeCondition(value, view, place),
  const: (value) => ({ enum: [value] }),
  format,
  contentEncoding: (value, { place }) => {
    place.refuse("contentEncoding", `"${shown(value)}" is not checked below a junctor; put it at the property itself`);
    return true;
  },
  properties,
  additionalProperties: others,
  unevaluatedProperties: others,
  items,
  contains,
  not: (value, task) => none(part(value, task, "not")),
  allOf: (value, task) => {
    const parts = listed(value, task, "allOf");
    const found = all(...parts);
    return typeof found === "boolean" ? found : { allOf: parts.filter((each) => each !== true) as JsonValue };
  },
  anyOf: (value, task) => any(...listed(value, task, "anyOf")),
  oneOf: (value, task) => one(...listed(value, task, "oneOf")),
  if: alternatives,
  dependentRequired: dependents,
  dependentSchemas: dependents,
  dependencies: dependents,
  default: (value, { place, view }) => {
    if (JSON.stringify(view.schema.default) === JSON.stringify(value)) return true;
    place.refuse(
      "default",
      "a default that only some values get is nothing that an API server has; put it at the property beside the alternatives",
    );
    return true;
  },
  nullable: () => true,
  uniqueItems: (value, { place, view }) => {
    if (value !== false && view.schema.uniqueItems !== true)
      place.refuse(
        "uniqueItems",
        "whether items repeat is checked for every value of a list or for none; put it at the list itself",
      );
    return true;
  },
};

/** A schema about the same value. */
function part(value: JsonValue, task: Task, ...path: readonly (string | number)[]): Fold {
  if (typeof value === "boolean") return value;
  if (!isObject(value)) return true;
  return read({ ...task, schema: value, place: task.place.of(value, ...path) });
}

function listed(value: JsonValue, task: Task, keyword: string): Fold[] {
  return membersOf(value).map((member, index) => part(member, task, keyword, index));
}

/** A schema about a part of the value. */
export function inner(value: JsonValue, task: Task, known: Member, ...path: readonly string[]): Fold {
  if (typeof value === "boolean") return value;
  if (!isObject(value)) return true;
  return read({ ...task, schema: value, place: task.place.of(value, ...path), view: task.look(known) });
}

function reference(_value: JsonValue, task: Task): Fold {
  const target = task.place.follow(task.schema);
  if (!target) {
    task.place.refuse(
      "$ref",
      `"${shown(task.schema.$ref)}" leads to no schema; refer to a file, or to a schema within it: "file.schema.json#/$defs/name"`,
      "unresolved-ref",
    );
    return true;
  }
  return read({ ...task, ...target });
}

/** Whether an integer is within a bound beyond 64 bits is known; a server compares other numbers with none such. */
function bound(keyword: string, value: JsonValue, { view, place }: Task): Fold {
  if (typeof value !== "number" || Math.abs(value) < INT64) return { [keyword]: value };
  if (view.types?.join() === "integer")
    return value === -INT64 ? { [keyword]: value } : value > 0 === /maximum/i.test(keyword);
  place.refuse(keyword, BEYOND);
  return true;
}

function format(value: JsonValue, { place }: Task): Fold {
  const name = shown(value);
  const known = own(FORMATS, name);
  if (known?.pattern !== undefined)
    return { pattern: known.pattern, ...(known.maxLength !== undefined && { maxLength: known.maxLength }) };
  place.refuse(
    "format",
    `"${name}" has no form as a condition: ${own(INSTEAD, name) ?? "write a pattern, or put it at the property itself"}`,
  );
  return true;
}

function alternatives(value: JsonValue, task: Task): Fold {
  const condition = part(value, task, "if");
  const branch = (keyword: "then" | "else") => part(task.schema[keyword] ?? true, task, keyword);
  return all(any(none(condition), branch("then")), any(condition, branch("else")));
}

function dependents(value: JsonValue, task: Task): Fold {
  const keyword =
    ["dependentRequired", "dependentSchemas", "dependencies"].find((name) => task.schema[name] === value) ?? "";
  if (!isObject(value)) return true;
  return all(
    ...Object.entries(value).map(([name, needed]) => {
      const then: Fold = Array.isArray(needed)
        ? needed.length === 0 || { required: needed as JsonValue }
        : part(needed, task, keyword, name);
      return any(absent([name]), then);
    }),
  );
}
