import { checkEmbeddedValue, coerceEmbedded } from "./embedded-value.js";
import type { Findings } from "./finding.js";
import { deepEqual } from "./go-json.js";
import { prune } from "./prune.js";
import type { SchemaProps } from "./schema-props.js";
import { validateValue } from "./validate-value.js";

const META_PROPERTIES = ["metadata", "apiVersion", "kind"];

/**
 * The rules for defaults: each must have no unknown field and must satisfy its own schema, as it is written and without
 * the defaults below it. The server does not look below `additionalProperties`; `checkHiddenDefaults` does.
 */
export function checkDefaults(root: SchemaProps, findings: Findings): void {
  checkNode({ ...root, embeddedResource: true }, false, findings);
}

function checkNode(schema: SchemaProps, insideMeta: boolean, findings: Findings): void {
  const isMeta = insideMeta && !schema.embeddedResource;
  if (schema.default !== undefined) checkDefault(schema, isMeta, findings);
  if (schema.items?.schema) checkNode(schema.items.schema, isMeta, findings);
  for (const [name, property] of schema.properties ?? [])
    checkNode(property, isMeta || (schema.embeddedResource && META_PROPERTIES.includes(name)), findings);
}

function checkDefault(schema: SchemaProps, isMeta: boolean, findings: Findings): void {
  const value = schema.default ?? null;
  const at = schema.at.field("default");
  if (!isMeta && !deepEqual(prune(value, schema), value))
    findings.invalid("unpruned-default", at, value, "must not have unknown fields");
  const coerced = isMeta ? value : coerceEmbedded(value, schema, at, findings);
  if (coerced === undefined) return;
  if (!isMeta && checkEmbeddedValue(coerced, schema, at, findings)) return;
  findings.add(validateValue(coerced, schema, at, "invalid-default", findings.kubernetes));
}
