import type { Diagnostic, DiagnosticCode, Fix } from "../diagnostics.js";
import type { JsonObject } from "../model/model.js";
import { describeError, type SchemaError } from "./describe-error.js";
import { sureFix } from "./sure-fix.js";
import { nearestWord } from "../../templates/support/nearest-word.js";
import { sureWord } from "./did-you-mean.js";
import { metaSchema } from "./meta-schemas.js";
import { metaValidator } from "./meta-validators.js";
import { pointerSegments, pointerTo, valueAt } from "./json-pointer.js";
import { finding } from "./positions.js";
import type { SchemaDocument } from "./schema-document.js";
import { isObject } from "./schema-nodes.js";
import { own } from "../own.js";

/**
 * Checks a document against the dialect of its kind. Each finding says which keyword was found where, what was
 * expected and how to mend it; the sentences of the dialect's own descriptions say what a keyword is for.
 */
export function checkDialect(document: SchemaDocument): Diagnostic[] {
  const validate = metaValidator(document.kind);
  if (validate(document.json)) return [];
  const errors = ((validate.errors ?? []) as SchemaError[]).filter(isTelling);
  const told = new Set(errors.filter(isUnknownKeyword).map(({ instancePath }) => instancePath));
  // A schema that tries to describe its value with a foreign keyword is not also told that it describes none.
  const findings = errors
    .filter(({ keyword, instancePath }) => keyword !== "anyOf" || !told.has(instancePath))
    .flatMap((error) => explain(error, document));
  return [...new Map(findings.map((found) => [found.pointer + found.message, found])).values()];
}

/** `if`, `propertyNames`, the branches of `anyOf` and the items of `contains` repeat another error, or say what nobody asked for. */
function isTelling({ keyword, schemaPath }: SchemaError): boolean {
  return keyword !== "if" && keyword !== "propertyNames" && !/\/(?:anyOf\/\d+|contains)\//.test(schemaPath);
}

function isUnknownKeyword({ keyword }: SchemaError): boolean {
  return keyword === "additionalProperties";
}

function explain(error: SchemaError, document: SchemaDocument): Diagnostic[] {
  const { instancePath, keyword, schemaPath, params } = error;
  const [, group] = /\/\$defs\/(\w+-only)\//.exec(schemaPath) ?? [];
  if (group !== undefined) return keywordsOfOtherTypes(error, group, document);
  if (isUnknownKeyword(error)) return [unknownKeyword(error, document)];
  if (keyword === "false schema") return [misplacedKeyword(document, instancePath)];
  if (keyword === "anyOf")
    return [say(document, instancePath, "the schema does not say what the value is; give it a type or a $ref")];
  if (keyword === "contains") {
    const message = "exactly one version is the stored one; set storage: true at one and false at the others";
    return [say(document, instancePath, message)];
  }
  const remedy = keyword === "required" ? own(REMEDIES, String(params.missingProperty)) : undefined;
  const advice = remedy === undefined ? purposeOf(error) : `; ${remedy}`;
  const message = `${subject(instancePath)}${describeError(error)}${advice}`;
  return [say(document, instancePath, message, "dialect-violation", sureFix(error))];
}

/** Names the keyword that an error is about, unless it is about the whole document. */
function subject(pointer: string): string {
  const keyword = pointerSegments(pointer).findLast((segment) => !/^\d+$/.test(segment));
  return keyword === undefined ? "" : `"${keyword}": `;
}

const REMEDIES: Readonly<Record<string, string>> = {
  additionalProperties:
    "say false (other fields are errors), true (they are kept as they are), or a schema for the values of a map",
  items: "say what the items of the list are",
};

/** What the dialect itself says of the keyword, in parentheses: the first sentence of its description. */
function purposeOf({ keyword, params, parentSchema }: SchemaError): string {
  const properties = parentSchema?.properties as JsonObject | undefined;
  const isAboutMissing = keyword === "required" || keyword === "dependentRequired";
  const described = isAboutMissing ? own(properties ?? {}, String(params.missingProperty)) : parentSchema;
  const description = (described as { description?: unknown } | undefined)?.description;
  return typeof description === "string" ? ` (${description.split(/[.;]\s|\.$/)[0] ?? ""})` : "";
}

/** What to write instead of keywords of JSON Schema that the dialect leaves out. */
const INSTEAD: Readonly<Record<string, string>> = {
  $id: "leave it out; a file is known by its path",
  $defs: "definitions stand at the top of a file; move it there",
  definitions: "definitions stand at the top of a file; move it there",
  patternProperties: "describe the keys with propertyNames and the values with additionalProperties",
  unevaluatedProperties: "use additionalProperties",
  uniqueItems: 'use x-kubernetes-list-type: "set"',
  $anchor: "refer to the definition by its place: #/$defs/name",
  $dynamicRef: "an API server has no references; name the one schema that is meant with $ref",
  $dynamicAnchor: "an API server has no references; name the one schema that is meant with $ref",
  prefixItems: "use an object with a property for each item",
};

function unknownKeyword(error: SchemaError, document: SchemaDocument): Diagnostic {
  const name = String(error.params.additionalProperty);
  const known = Object.keys((error.parentSchema?.properties ?? {}) as object);
  const near = nearestWord(name, known);
  const few = known.length <= MAX_LISTED ? `expected ${known.join(", ")}` : "remove it";
  const remedy = own(INSTEAD, name) ?? (near === undefined ? few : `did you mean "${near}"?`);
  const message = `the keyword "${name}" is not one that may stand here; ${remedy}`;
  const to = Object.hasOwn(INSTEAD, name) ? undefined : sureWord(name, known);
  const fix = to === undefined ? to : ({ kind: "rename", from: name, to } as const);
  return say(document, pointerTo(error.instancePath, name), message, "unknown-keyword", fix);
}

/** More keywords than this are no help in a message. */
const MAX_LISTED = 8;

function misplacedKeyword(document: SchemaDocument, pointer: string): Diagnostic {
  const keyword = pointerSegments(pointer).at(-1) ?? "";
  const place = own(FORBIDDEN_PLACES, keyword) ?? "here; remove it";
  return finding(document, pointer, "dialect-violation", `"${keyword}" cannot stand ${place}`, { side: "key" });
}

const IN_MAP = "in a map, whose keys are data (additionalProperties is a schema); keep one of the two";

/** Where the keywords that the dialect forbids in some places are forbidden. */
const FORBIDDEN_PLACES: Readonly<Record<string, string>> = {
  $schema: "in a schema within a file, only at its top; remove it",
  title: "in a schema within a file, only at its top; remove it",
  type: "beside $ref, since the file referred to says it; remove it",
  properties: IN_MAP,
  required: IN_MAP,
};

function say(
  document: SchemaDocument,
  pointer: string,
  message: string,
  code: DiagnosticCode = "dialect-violation",
  fix?: Fix,
): Diagnostic {
  return finding(document, pointer, code, message, { side: code === "unknown-keyword" ? "key" : "value", fix });
}

/** Keywords such as `minLength` at a schema of another type, where they would have no effect. */
function keywordsOfOtherTypes(error: SchemaError, group: string, document: SchemaDocument): Diagnostic[] {
  const holder = error.keyword === "enum" ? error.instancePath.replace(/\/type$/, "") : error.instancePath;
  const node = valueAt(document.json, holder);
  if (!isObject(node)) return [];
  const found = typeof node.type === "string" ? `of type ${node.type}` : "without a type";
  const isReference = node.$ref !== undefined;
  return keywordsOf(group)
    .filter((keyword) => node[keyword] !== undefined)
    .map((keyword) => {
      const remedy = isReference ? "put it into an allOf member" : "change the type or remove it";
      const where = isReference ? "beside $ref" : `at a schema ${found}`;
      const message = `"${keyword}" has no meaning ${where}, only at ${group.replace("-only", "")} schemas; ${remedy}`;
      return finding(document, pointerTo(holder, keyword), "dialect-violation", message, { side: "key" });
    });
}

/** The keywords that the dialect ties to a group of types. */
function keywordsOf(group: string): string[] {
  const ties = valueAt(metaSchema("schema"), "/$defs/schema/dependentSchemas");
  if (!isObject(ties)) return [];
  return Object.keys(ties).filter((keyword) => {
    const tie = ties[keyword];
    return isObject(tie) && tie.$ref === `#/$defs/${group}`;
  });
}
