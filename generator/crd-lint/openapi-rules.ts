import type { Findings } from "./finding.js";
import { checkListRules } from "./list-rules.js";
import { checkRuleFields } from "./rule-fields.js";
import type { SchemaProps } from "./schema-props.js";
import { junctorBranches } from "./structural-form.js";

const TYPES = ["array", "boolean", "integer", "number", "object", "string"];
const META_PROPERTIES = ["metadata", "kind", "apiVersion"];

/** What the surroundings of a node forbid. */
interface Surroundings {
  readonly isRoot: boolean;
  readonly insideMeta: boolean;
  /** Why no default may be given, in the server's words. */
  readonly noDefaults: string | undefined;
}

/** The rules for single keywords, in every schema of a tree (`ValidateCustomResourceDefinitionOpenAPISchema`). */
export function checkKeywords(root: SchemaProps, findings: Findings): void {
  checkNode(root, { isRoot: true, insideMeta: false, noDefaults: undefined }, findings);
}

function checkNode(schema: SchemaProps, around: Surroundings, findings: Findings): void {
  checkForbidden(schema, around, findings);
  const { at, additionalProperties, properties, items, definitions, dependencies } = schema;
  if (additionalProperties && properties?.size && (!additionalProperties.allows || additionalProperties.schema)) {
    const rule = "additionalProperties and properties are mutual exclusive";
    findings.forbidden("additional-properties", at.field("additionalProperties"), rule);
  }
  const inside = { ...around, isRoot: false };
  if (additionalProperties?.schema) {
    const noDefaults = "inside additionalProperties applying to object metadata";
    checkNode(additionalProperties.schema, around.insideMeta ? { ...inside, noDefaults } : inside, findings);
  }
  for (const [name, property] of properties ?? []) checkNode(property, insideProperty(name, schema, around), findings);
  for (const { schema: branch } of junctorBranches(schema)) checkNode(branch, inside, findings);
  for (const definition of definitions?.values() ?? []) checkNode(definition, inside, findings);
  if (items?.schema) checkNode(items.schema, inside, findings);
  for (const item of items?.list ?? []) checkNode(item, inside, findings);
  for (const dependency of dependencies?.values() ?? []) if (dependency) checkNode(dependency, inside, findings);
  checkPreserve(schema, findings);
  checkListRules(schema, findings);
  checkRuleFields(schema, findings);
}

function insideProperty(name: string, { embeddedResource }: SchemaProps, around: Surroundings): Surroundings {
  const isMeta = (around.isRoot || embeddedResource) && META_PROPERTIES.includes(name);
  const noDefaults = isMeta && around.isRoot ? `in top-level ${name}` : around.noDefaults;
  return { isRoot: false, insideMeta: around.insideMeta || isMeta, noDefaults };
}

function checkForbidden(schema: SchemaProps, { insideMeta, noDefaults }: Surroundings, findings: Findings): void {
  const { at, type } = schema;
  if (type !== "" && !TYPES.includes(type)) findings.notSupported("invalid-type", at.field("type"), type, TYPES);
  if (schema.default !== undefined && noDefaults !== undefined)
    findings.forbidden("misplaced-default", at.field("default"), `must not be set ${noDefaults}`);
  const forbid = (present: boolean, keyword: string) => {
    if (present) findings.forbidden("unsupported-keyword", at.field(keyword), `${keyword} is not supported`);
  };
  forbid(schema.id !== "", "id");
  forbid(schema.additionalItems !== undefined, "additionalItems");
  forbid((schema.patternProperties?.size ?? 0) > 0, "patternProperties");
  forbid((schema.definitions?.size ?? 0) > 0, "definitions");
  forbid(schema.dependencies !== undefined, "dependencies");
  forbid(schema.$ref !== undefined, "$ref");
  if (type === "null")
    findings.forbidden("invalid-type", at.field("type"), "type cannot be set to null, use nullable as an alternative");
  if (schema.items?.list.length)
    findings.forbidden("unsupported-keyword", at.field("items"), "items must be a schema object and not an array");
  if (insideMeta && schema.embeddedResource)
    findings.forbidden(
      "embedded-resource",
      at.field("x-kubernetes-embedded-resource"),
      "must not be used inside of resource meta",
    );
  if (schema.uniqueItems) {
    const rule = "uniqueItems cannot be set to true since the runtime complexity becomes quadratic";
    findings.forbidden("unique-items", at.field("uniqueItems"), rule);
  }
}

function checkPreserve({ at, preserveUnknownFields }: SchemaProps, findings: Findings): void {
  const keyword = "x-kubernetes-preserve-unknown-fields";
  if (preserveUnknownFields === false)
    findings.invalid("preserve-unknown-fields", at.field(keyword), false, "must be true or undefined");
}
