import type { Diagnostic } from "../../diagnostics.js";
import { didYouMean, sureWord } from "../did-you-mean.js";
import { pointerTo } from "../json-pointer.js";
import { finding } from "../positions.js";
import type { SourceSchema } from "../schema-document.js";
import type { SchemaNode } from "../schema-nodes.js";
import { conditionsAt, innerConditions, partsOf } from "./conditions.js";
import { followReference, propertyPlace, ruleForEachSchema } from "./lint-rule.js";
import type { LintContext, LintRule, SchemaPlace } from "./lint-rule.js";

export const propertyRules: readonly LintRule[] = [
  ruleForEachSchema("A required property exists", (place) =>
    (place.schema.required ?? []).flatMap((name, index) =>
      unknownProperty(place, place, name, pointerTo(place.pointer, "required", index), "required names"),
    ),
  ),
  ruleForEachSchema("A rule or warning points at a property that exists", (place, context) => {
    const target = followReference(place, context);
    return target
      ? pointersAt(place).flatMap(([pointer, name]) => unknownProperty(target, place, name, pointer, "at names"))
      : [];
  }),
  ruleForEachSchema("A condition is about properties that exist", (place, context) =>
    conditionsAt(place).flatMap((condition) => checkCondition(condition, place, place, context)),
  ),
  ruleForEachSchema("A deprecated spelling stands for a property that exists", (place) =>
    Object.entries(place.schema.properties ?? {}).flatMap(([name, schema]) => {
      const pointer = pointerTo(place.pointer, "properties", name, "x-octopus-alias-of");
      return aliasFindings(place, name, schema, pointer);
    }),
  ),
];

function aliasFindings(place: SchemaPlace, name: string, schema: SourceSchema, pointer: string): Diagnostic[] {
  const original = schema["x-octopus-alias-of"];
  if (original === undefined) return [];
  const say = (message: string) => [finding(place.owner.document, pointer, "unknown-property", message)];
  if (original === name) return say(`"${name}" is named as a spelling of itself; name the property that it stands for`);
  if (schema.deprecated !== true)
    return say(`"${name}" is a spelling of "${original}" but not deprecated; add "deprecated": true`);
  return unknownProperty(place, place, original, pointer, "x-octopus-alias-of names");
}

function pointersAt({ pointer, schema }: SchemaNode<SourceSchema>): (readonly [pointer: string, name: string])[] {
  const rules = (schema.allOf ?? []).flatMap((member, index) => {
    const at = member["x-octopus-rule"]?.at;
    return at === undefined ? [] : [[pointerTo(pointer, "allOf", index, "x-octopus-rule", "at"), at] as const];
  });
  const warnings = (schema["x-octopus-warnings"] ?? []).flatMap(({ at }, index) =>
    at === undefined ? [] : [[pointerTo(pointer, "x-octopus-warnings", index, "at"), at] as const],
  );
  return [...rules, ...warnings];
}

/** `subject` is the schema of the value that the condition is about, `holder` the one that it stands at. */
function checkCondition(
  condition: SchemaNode,
  subject: SchemaPlace,
  holder: SchemaPlace,
  context: LintContext,
): Diagnostic[] {
  const target = followReference(subject, context);
  if (!target) return [];
  const required = Array.isArray(condition.schema.required) ? (condition.schema.required as string[]) : [];
  return [
    ...required.flatMap((name, index) =>
      unknownProperty(target, holder, name, pointerTo(condition.pointer, "required", index), "the condition names"),
    ),
    ...partsOf(condition).flatMap((part) => checkCondition(part, target, holder, context)),
    ...innerConditions(condition).flatMap(({ name, condition: inner }) => {
      const child = name === undefined ? itemPlace(target) : propertyPlace(target, name);
      if (child) return checkCondition(inner, child, holder, context);
      return name === undefined
        ? []
        : unknownProperty(target, holder, name, inner.pointer, "the condition names", "key");
    }),
  ];
}

function itemPlace({ owner, pointer, schema }: SchemaPlace): SchemaPlace | undefined {
  return schema.items && { owner, pointer: pointerTo(pointer, "items"), schema: schema.items };
}

/** A finding if a closed object does not have the property; open objects and maps may have any. */
function unknownProperty(
  subject: SchemaPlace,
  holder: SchemaPlace,
  name: string,
  pointer: string,
  who: string,
  side: "key" | "value" = "value",
): Diagnostic[] {
  const { properties = {}, additionalProperties } = subject.schema;
  const isNamed = Object.hasOwn(properties, name);
  const mayHaveAny = additionalProperties !== undefined && additionalProperties !== false && subject !== holder;
  if (isNamed || mayHaveAny) return [];
  const names = Object.keys(properties);
  const remedy = didYouMean(name, names) || `; it has ${names.length > 0 ? names.join(", ") : "no properties"}`;
  const message = `${who} "${name}", which is not a property of the object${remedy}`;
  const to = sureWord(name, names);
  const fix = to === undefined ? to : ({ kind: side === "key" ? "rename" : "replace", from: name, to } as const);
  return [finding(holder.owner.document, pointer, "unknown-property", message, { side, fix })];
}
