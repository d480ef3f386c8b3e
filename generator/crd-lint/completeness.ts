import type { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import { junctorBranches, structuralNodes } from "./structural-form.js";
import type { SchemaProps } from "./schema-props.js";

/** Something that a junctor names and that the structural part lacks. */
interface Missing {
  readonly at: FieldPath;
  readonly message: string;
  /** Whether the object keeps it all the same, since it keeps whatever it is given. */
  readonly kept: boolean;
}

/**
 * Every property or item that a junctor of the root names must also stand outside the junctors. The server does not
 * look at the junctors of other nodes; `checkNestedCompleteness` does.
 */
export function checkCompleteness(root: SchemaProps, findings: Findings): void {
  for (const { at, message } of missingIn(root)) findings.required("incomplete-junctor", at, message);
}

/** The same for the junctors of all other nodes, as warnings: the server prunes what they name before they see it. */
export function checkNestedCompleteness(root: SchemaProps, findings: Findings): void {
  for (const { at, message, kept } of structuralNodes(root).slice(1).flatMap(missingIn)) {
    const advice = "the server accepts this and prunes the value before the rule sees it; declare it outside as well";
    if (!kept) findings.warning("junctor-property-pruned", at, `not declared, but needed ${message}; ${advice}`);
  }
}

function missingIn(node: SchemaProps): Missing[] {
  return junctorBranches(node).flatMap(({ schema }) => compare(schema, node));
}

/** Compares a schema in a junctor with the structural one that holds for the same value. */
function compare(branch: SchemaProps, schema: SchemaProps): Missing[] {
  const kept = schema.preserveUnknownFields === true || schema.additionalProperties?.allows === true;
  const miss = (at: FieldPath, defined: SchemaProps): Missing[] => [
    { at, message: `because it is defined in ${String(defined.at)}`, kept },
  ];
  const nested = junctorBranches(branch).flatMap(({ schema: inner }) => compare(inner, schema));
  const item = branch.items?.schema;
  const items = schema.items?.schema;
  const inItems = !item ? [] : items ? compare(item, items) : miss(schema.at.field("items"), item);
  const inProperties = [...(branch.properties ?? [])].flatMap(([name, property]) => {
    const outside = schema.properties?.get(name);
    return outside ? compare(property, outside) : miss(schema.at.field("properties").key(name), property);
  });
  return [...nested, ...inItems, ...inProperties];
}
