import type { Diagnostic } from "../../diagnostics.js";
import { pointerTo } from "../json-pointer.js";
import { finding } from "../positions.js";
import type { LintedSchema, SchemaReference } from "../schema-document.js";
import type { LintContext, LintRule } from "./lint-rule.js";

export const referenceRules: readonly LintRule[] = [
  {
    name: "Types do not refer to each other in a circle",
    check: (context) => context.schemas.flatMap((schema) => circlesFrom(schema, context)),
  },
];

/** A circle is reported at the `$ref` that leads back to the type it began with, once, from its first type. */
function circlesFrom(start: LintedSchema, context: LintContext): Diagnostic[] {
  return start.document.references.flatMap((reference) => {
    const path = pathBack(reference.target, start, context, new Set());
    return path && isFirstOf(start, path) ? [circle(start, reference, path)] : [];
  });
}

/** The types on the way from a document back to `start`, which comes last; undefined when no way leads there. */
function pathBack(
  file: string,
  start: LintedSchema,
  context: LintContext,
  seen: Set<string>,
): LintedSchema[] | undefined {
  const schema = context.byFile.get(file);
  if (!schema || seen.has(file)) return undefined;
  if (schema === start) return [schema];
  seen.add(file);
  for (const { target } of schema.document.references) {
    const rest = pathBack(target, start, context, seen);
    if (rest) return [schema, ...rest];
  }
  return undefined;
}

function isFirstOf(start: LintedSchema, path: readonly LintedSchema[]): boolean {
  return path.every(({ document }) => start.document.file <= document.file);
}

function circle(start: LintedSchema, { pointer }: SchemaReference, path: readonly LintedSchema[]): Diagnostic {
  const names = [start, ...path].map(({ name }) => name).join(" -> ");
  const message =
    `the types refer to each other in a circle, ${names}, which a CRD cannot express; ` +
    `make one of them an open object (additionalProperties: true)`;
  return finding(start.document, pointerTo(pointer, "$ref"), "recursive-ref", message);
}
