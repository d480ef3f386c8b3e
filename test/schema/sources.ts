import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

/** A JSON object of a source: a schema, a condition, a map of either. */
export type Node = Readonly<Record<string, unknown>>;

const ROOT = fileURLToPath(new URL("../../schema", import.meta.url));

/** Paths below `schema/`, with `/`, of every JSON file there; sorted. */
export const PATHS = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join("/"))
  .sort();

/** The type sources: everything but the meta schemas and the CRD facts. */
export const TYPE_PATHS = PATHS.filter((path) => !path.startsWith("meta/") && !path.startsWith("crd/"));

export function readSource(path: string): Node {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Node;
}

/** The source of a type below `schema/`, by its path without the extension: `mqtt/mqtt-options`. */
export function typeSource(name: string): Node {
  return readSource(`${name}.schema.json`);
}

/** Properties of a schema, {} where it has none. */
export function propertiesOf(schema: Node): Readonly<Record<string, Node>> {
  return (schema.properties ?? {}) as Record<string, Node>;
}

const idOf = (path: string) => `file:///${path}`;

function newAjv(useDefaults: boolean): Ajv2020 {
  // Formats and annotations are checked elsewhere; here only what the standard keywords say counts.
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false, useDefaults });
  for (const path of TYPE_PATHS) ajv.addSchema(readSource(path), idOf(path));
  return ajv;
}

const judging = newAjv(false);
const completing = newAjv(true);

function validator(ajv: Ajv2020, name: string): ValidateFunction {
  const validate = ajv.getSchema(idOf(`${name}.schema.json`));
  if (!validate) throw new Error(`No source ${name}`);
  return validate as ValidateFunction;
}

/** The document with the defaults that the sources state, as the API server would complete it. */
export function withDefaults(name: string, document: unknown): unknown {
  const copy = structuredClone(document);
  validator(completing, name)(copy);
  return copy;
}

/** What is wrong with a document once its defaults are applied, as `pointer keyword`; [] is a valid document. */
export function faults(name: string, document: unknown): string[] {
  const validate = validator(judging, name);
  validate(withDefaults(name, document));
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.keyword}`);
}

export function isValid(name: string, document: unknown): boolean {
  return faults(name, document).length === 0;
}

/** Whether a value meets the schema at a place of a source, the sources that it refers to included. */
export function meetsAt(path: string, pointer: string, value: unknown): boolean {
  const place = pointer.split("/").map(encodeURIComponent).join("/");
  return judging.validate({ $ref: `${idOf(path)}#${place}` }, value);
}

/** Whether a value meets a condition, as it stands in a rule or a warning. */
export function meetsCondition(condition: Node, value: unknown): boolean {
  return judging.validate(condition, value);
}

/** A schema within a source, and where it is. */
export interface Place {
  readonly path: string;
  readonly pointer: string;
  readonly schema: Node;
  /** Whether it is the schema of a property, rather than of a type, of items or of map values. */
  readonly isProperty: boolean;
}

/** Every schema of the type sources: roots, properties, items and map values; conditions are not schemas. */
export const PLACES: readonly Place[] = TYPE_PATHS.flatMap((path) => placesIn(path, "", readSource(path), false));

function placesIn(path: string, pointer: string, schema: Node, isProperty: boolean): Place[] {
  const { items, additionalProperties } = schema;
  const below = (step: string, child: unknown, isField: boolean) =>
    typeof child === "object" ? placesIn(path, pointer + step, child as Node, isField) : [];
  return [
    { path, pointer, schema, isProperty },
    ...Object.entries(propertiesOf(schema)).flatMap(([name, child]) => below(`/properties/${name}`, child, true)),
    ...below("/items", items, false),
    ...below("/additionalProperties", additionalProperties, false),
  ];
}

/** Every value of a keyword anywhere in a JSON value, conditions included; data (`examples`, `default`) is not searched. */
export function valuesOf(keyword: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(keyword, item));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if (key === "examples" || key === "default") return [];
    return [...(key === keyword && typeof child === "string" ? [child] : []), ...valuesOf(keyword, child)];
  });
}
