import { Environment, type ASTNode } from "@marcbachmann/cel-js";
import { CelTypes } from "./cel-types.js";
import { judgeExpression, usesVariable } from "./cel-verdict.js";
import type { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import type { SchemaProps, ValidationRule } from "./schema-props.js";

/**
 * The CEL rules of a schema: each must parse, must fit the types of its node, and must be a bool. What the library
 * cannot judge, such as functions that only Kubernetes has, is taken on trust; costs are not estimated.
 */
export function checkCel(root: SchemaProps, findings: Findings): void {
  if (findings.hasErrors) return;
  checkNode(root, true, undefined, findings);
}

/** @param uncorrelated the outermost list or map above whose members have no identity, so that oldSelf is unknown */
function checkNode(
  schema: SchemaProps,
  isRoot: boolean,
  uncorrelated: FieldPath | undefined,
  findings: Findings,
): void {
  if (schema.validations?.length) checkRules(schema, isRoot, uncorrelated, findings);
  const { items, additionalProperties, properties } = schema;
  const inItems = uncorrelated ?? (schema.listType === "map" ? undefined : schema.at);
  const inMap = uncorrelated ?? (schema.mapType === "atomic" ? schema.at : undefined);
  if (items?.schema) checkNode(items.schema, false, inItems, findings);
  if (additionalProperties?.schema) checkNode(additionalProperties.schema, false, uncorrelated, findings);
  for (const property of properties?.values() ?? []) checkNode(property, false, inMap, findings);
}

function checkRules(
  schema: SchemaProps,
  isRoot: boolean,
  uncorrelated: FieldPath | undefined,
  findings: Findings,
): void {
  const at = schema.at.field("x-kubernetes-validations");
  const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  const self = new CelTypes(environment).typeOf(schema, isRoot || schema.embeddedResource);
  if (self === undefined) {
    const reason = "failed to construct type information for x-kubernetes-validations rules";
    const cause = "unable to convert structural schema to CEL declarations";
    findings.error("cel-untyped", at, `Internal error: internal error: ${reason}: ${cause}`);
    return;
  }
  environment.registerVariable("self", self);
  schema.validations?.forEach((rule, index) => {
    const old = environment.clone();
    old.registerVariable("oldSelf", rule.optionalOldSelf ? "dyn" : self);
    const ast = checkExpression(rule.rule, "bool", at.index(index).field("rule"), old, findings);
    if (rule.messageExpression !== "")
      checkExpression(rule.messageExpression, "string", at.index(index).field("messageExpression"), old, findings);
    if (ast) checkOldSelf(rule, ast, at.index(index), uncorrelated, findings);
  });
}

function checkExpression(
  expression: string,
  wanted: "bool" | "string",
  at: FieldPath,
  environment: Environment,
  findings: Findings,
): ASTNode | undefined {
  const verdict = judgeExpression(expression, environment);
  if (verdict.error !== undefined) {
    const [head, ...more] = verdict.error.split("\n");
    const place = more.filter((line) => line.trim() !== "").map((line) => `\n ${line}`);
    findings.error(verdict.code, at, `compilation failed: ${head ?? ""}${place.join("")}`);
  } else if (verdict.type !== undefined && verdict.type !== wanted && verdict.type !== "dyn")
    findings.error("cel-type", at, `must evaluate to a ${wanted}, found ${verdict.type}`);
  return verdict.ast;
}

function checkOldSelf(
  { rule, optionalOldSelf }: ValidationRule,
  ast: ASTNode,
  at: FieldPath,
  uncorrelated: FieldPath | undefined,
  findings: Findings,
): void {
  if (!usesVariable(ast, "oldSelf")) {
    if (optionalOldSelf !== undefined)
      findings.invalid(
        "cel-type",
        at.field("optionalOldSelf"),
        optionalOldSelf,
        "may not be set if oldSelf is not used in rule",
      );
  } else if (uncorrelated) {
    const reason = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${String(uncorrelated)}`;
    findings.invalid("cel-type", at.field("rule"), rule, reason);
  }
}
