import type { Diagnostic, DiagnosticCode } from "../../diagnostics.js";
import { buildShape } from "../../model/build-model.js";
import { applyDefaults } from "../../model/expand-defaults.js";
import type { JsonValue, SchemaModel } from "../../model/model.js";
import { typeNamed } from "../../model/names.js";
import { describeError, type SchemaError } from "../describe-error.js";
import { pointerTo, valueAt } from "../json-pointer.js";
import type { ModelContext } from "../lint-model.js";
import { finding } from "../positions.js";
import { SchemaValidators } from "../schema-validators.js";
import type { LintedSchema, NormalizedNode, NormalizedSchema } from "../schema-document.js";
import type { LintRule } from "./lint-rule.js";

export const valueRules: readonly LintRule<ModelContext>[] = [
  {
    name: "A default satisfies its own schema",
    check: (context) =>
      forEachNode(context, (node) =>
        node.default === undefined
          ? []
          : [{ value: node.default, keyword: "default", code: "invalid-default", path: [] }],
      ),
  },
  {
    name: "An example satisfies its own schema",
    check: (context) =>
      forEachNode(context, ({ documentation }) =>
        documentation.examples.map((value, index) => ({
          value,
          keyword: "examples",
          code: "invalid-example" as const,
          path: [index],
        })),
      ),
  },
];

/** A value that a schema gives for itself. */
interface OwnValue {
  readonly value: JsonValue;
  readonly keyword: "default" | "examples";
  /** Below the keyword. */
  readonly path: readonly number[];
  readonly code: DiagnosticCode;
}

const known = new WeakMap<readonly LintedSchema[], SchemaValidators>();

/** Defaults and examples are judged by the same validators: to compile them is what takes the time. */
function validatorsOf(schemas: readonly LintedSchema[]): SchemaValidators {
  const validators = known.get(schemas) ?? new SchemaValidators(schemas);
  known.set(schemas, validators);
  return validators;
}

function forEachNode(
  { normalized, schemas, model }: ModelContext,
  valuesOf: (node: NormalizedNode) => OwnValue[],
): Diagnostic[] {
  const validators = validatorsOf(schemas);
  return normalized.flatMap((schema) =>
    nodesBelow(schema.root).flatMap((node) =>
      valuesOf(node).flatMap((own) => checkValue(own, node, schema, validators, model)),
    ),
  );
}

function nodesBelow(node: NormalizedNode): NormalizedNode[] {
  const children = [...node.properties.map(([, child]) => child), node.items, node.values];
  return [node, ...children.flatMap((child) => (child ? nodesBelow(child) : []))];
}

/** Judges the value as a document is judged: nulls dropped, defaults applied, then validated. */
function checkValue(
  { value, keyword, path, code }: OwnValue,
  node: NormalizedNode,
  { document }: NormalizedSchema,
  validators: SchemaValidators,
  model: SchemaModel,
): Diagnostic[] {
  const complete = applyDefaults(buildShape(node), value, (name) => typeNamed(model, name));
  const pointer = pointerTo(node.pointer, keyword, ...path);
  const what = keyword === "default" ? "the default" : "the example";
  const errors = validators.errors(document, node.pointer, complete);
  return aboutGiven(errors, value, validators).map((error) => {
    const place = error.instancePath === "" ? "" : ` at ${error.instancePath}`;
    const secret = node.documentation.secret || error.parentSchema?.["x-octopus-secret"] === true;
    const message = `${what} does not satisfy its own schema${place}: ${secret ? "the value, which is secret, breaks it" : words(error, validators)}`;
    return finding(document, pointer + error.instancePath, code, message);
  });
}

/**
 * The errors without those of places that a default has filled in: that default is told of where it stands. Unless it
 * is sound there, and only a rule of the value around it refuses it.
 */
function aboutGiven(errors: readonly SchemaError[], value: JsonValue, validators: SchemaValidators): SchemaError[] {
  const given = errors.filter(({ instancePath }) => valueAt(value, instancePath) !== undefined);
  if (given.length > 0) return given;
  return errors.filter((error) => validators.ruleOf(error) ?? /\/(?:allOf|not)\//.test(error.schemaPath)).slice(0, 1);
}

function words(error: SchemaError, validators: SchemaValidators): string {
  const rule = validators.ruleOf(error);
  return rule ? `${rule.message}; ${rule.remedy}` : describeError(error);
}
