import type { Diagnostic } from "../../diagnostics.js";
import { pointerTo } from "../json-pointer.js";
import { finding } from "../positions.js";
import type { SchemaNode } from "../schema-nodes.js";
import { conditionsAt, innerConditions, partsOf } from "./conditions.js";
import {
  followReference,
  propertyPlace,
  ruleForEachSchema,
  type LintContext,
  type LintRule,
  type SchemaPlace,
} from "./lint-rule.js";

/*
 * What the API server makes of a condition depends on the kind of value in ways that JSON Schema does not know: of null
 * it looks at enum alone, and before it compares a value with an enum it converts the one to the type of the other.
 */
export const comparisonRules: readonly LintRule[] = [
  ruleForEachSchema("A condition does not compare what the API server compares otherwise", (place, context) =>
    conditionsAt(place).flatMap((condition) => check(condition, place, place, context)),
  ),
];

/** `subject` is the schema of the value that the condition is about, `holder` the one that it stands at. */
function check(condition: SchemaNode, subject: SchemaPlace, holder: SchemaPlace, context: LintContext): Diagnostic[] {
  const target = followReference(subject, context);
  if (!target) return [];
  const problem = problemOf(condition, subject, target);
  const own =
    problem === undefined ? [] : [finding(holder.owner.document, condition.pointer, "not-translatable", problem)];
  return [
    ...own,
    ...(own.length > 0 ? [] : partsOf(condition).flatMap((part) => check(part, subject, holder, context))),
    ...innerConditions(condition).flatMap(({ name, condition: inner }) => {
      const child = name === undefined ? itemsOf(target) : propertyPlace(target, name);
      return child ? check(inner, child, holder, context) : [];
    }),
  ];
}

function itemsOf({ owner, pointer, schema }: SchemaPlace): SchemaPlace | undefined {
  return schema.items && { owner, pointer: pointerTo(pointer, "items"), schema: schema.items };
}

function problemOf({ schema }: SchemaNode, subject: SchemaPlace, target: SchemaPlace): string | undefined {
  const nullable = subject.schema.nullable === true || target.schema.nullable === true || isAnyItem(subject, target);
  if (nullable && Object.keys(schema).some((keyword) => AMBIGUOUS.has(keyword)))
    return "the condition is about a value that may be null, of which the API server looks at nothing but its type; leave null out of the type, or the condition";
  const { enum: values, const: constant } = schema;
  const listed = [Array.isArray(values) ? values : [], constant === undefined ? [] : [constant]].flat();
  const { type } = target.schema;
  const isText = (value: unknown) => typeof value === "string" && (typeof type === "object" || isOneCharacter(value));
  if (type !== "string" && listed.some(isText))
    return 'the API server takes 65 for "A" where what may be an integer is compared with texts; give it the type string, or write a pattern';
  return undefined;
}

/** The server drops null where it is no value of its own, but for the items of a list of anything. */
function isAnyItem({ pointer }: SchemaPlace, { schema }: SchemaPlace): boolean {
  return pointer.endsWith("/items") && !pointer.endsWith("/properties/items") && schema.type === undefined;
}

function isOneCharacter(text: string): boolean {
  return Array.from(text).length === 1;
}

/** Keywords by which null could be judged one way here and another there. */
const AMBIGUOUS: ReadonlySet<string> = new Set(["enum", "const", "not", "anyOf", "oneOf", "if"]);
