import { checkEmbeddedValue } from "./embedded-value.js";
import type { FieldPath } from "./field-path.js";
import { Findings } from "./finding.js";
import { deepEqual, isGoList, isGoObject, printGoJson, type GoJson } from "./go-json.js";
import { prune } from "./prune.js";
import { structuralChildren } from "./structural-form.js";
import type { SchemaProps } from "./schema-props.js";
import { enumAllows } from "./validate-enum.js";
import { validateValue } from "./validate-value.js";

/** Defaults that the server takes and that make objects invalid, or lose a part, later. */
export function warnOfDefaults(root: SchemaProps, findings: Findings): void {
  visit(root, false, findings);
}

/** @param hidden whether the node is below a map's values, where the server does not look at defaults */
function visit(schema: SchemaProps, hidden: boolean, findings: Findings): void {
  if (schema.default !== undefined) {
    if (hidden) warnOfHidden(schema, schema.default, findings);
    warnInside(schema.default, schema, schema.at.field("default"), findings);
  }
  const values = schema.additionalProperties?.schema;
  for (const child of structuralChildren(schema)) visit(child, hidden || child === values, findings);
}

const LATER = "the server accepts this default and then refuses every object that gets it";

function warnOfHidden(schema: SchemaProps, value: GoJson, findings: Findings): void {
  const at = schema.at.field("default");
  const own = new Findings();
  if (!deepEqual(prune(value, schema), value)) own.invalid("hidden-default", at, value, "must not have unknown fields");
  checkEmbeddedValue(value, schema, at, own);
  own.add(validateValue(value, schema, at, "hidden-default"));
  for (const { path, message } of own.all)
    findings.warning("hidden-default", path, `${message}; below additionalProperties ${LATER}`);
}

/** What the server does not ask of any default: the type of an int-or-string, and distinct members of lists. */
function warnInside(value: GoJson, schema: SchemaProps, at: FieldPath, findings: Findings): void {
  if (schema.intOrString && value !== null && typeof value !== "string" && typeof value !== "bigint")
    findings.warning("unchecked-default", at, `${printGoJson(value)} is neither an integer nor a string; ${LATER}`);
  if (isGoList(value)) {
    warnOfDuplicates(value, schema, at, findings);
    value.forEach((item, index) => {
      if (schema.items?.schema) warnInside(item, schema.items.schema, at.index(index), findings);
    });
  }
  if (!isGoObject(value)) return;
  for (const [name, child] of value) {
    const property = schema.properties?.get(name) ?? schema.additionalProperties?.schema;
    if (property) warnInside(child, property, at.field(name), findings);
  }
}

function warnOfDuplicates(list: readonly GoJson[], schema: SchemaProps, at: FieldPath, findings: Findings): void {
  const { listType, listMapKeys = [], items } = schema;
  if (listType !== "set" && listType !== "map") return;
  const keyOf = (item: GoJson) => {
    if (listType === "set") return printGoJson(item);
    const valueOf = (key: string) =>
      (isGoObject(item) ? item.get(key) : undefined) ?? items?.schema?.properties?.get(key)?.default ?? null;
    return printGoJson(listMapKeys.map(valueOf));
  };
  const keys = list.map(keyOf);
  keys.forEach((key, index) => {
    if (keys.indexOf(key) < index)
      findings.warning("unchecked-default", at.index(index), `Duplicate value: ${key}; ${LATER}`);
  });
}

/** Members of an enumeration that no value of the node's type can be, and nullable nodes whose enumeration bars null. */
export function warnOfEnums(schema: SchemaProps, findings: Findings): void {
  const { at, enum: members, nullable } = schema;
  if (members?.length === 0)
    findings.warning(
      "ignored-keyword",
      at.field("enum"),
      "an empty enum allows every value; name the values or leave it out",
    );
  members?.forEach((member, index) => {
    const own = validateValue(member, { ...schema, enum: undefined }, at.field("enum"), "unreachable-enum-member");
    if (member !== null && own.length > 0)
      findings.warning(
        "unreachable-enum-member",
        at.field("enum").index(index),
        `no value can be ${printGoJson(member)}: ${own[0]?.message ?? ""}`,
      );
  });
  if (nullable && members?.length && !enumAllows(members, null))
    findings.warning(
      "nullable-enum",
      at.field("enum"),
      "null is refused although the node is nullable, even if enum lists it; put the enum into allOf",
    );
}
