import { registerSchema, unregisterSchema, validate } from "@hyperjump/json-schema/draft-2020-12";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parseJson } from "../../../generator/input/parse-json.js";
import { FORMATS } from "../../../generator/input/translate/formats.js";
import { isDateTime } from "../../../templates/support/date-time.js";
import type { Compiled } from "./compile.js";
import { valueOf, type Draft } from "./json-text.js";
import { filesOf } from "./sources.js";

/** Says whether a document is valid by the sources of a case, without any stage of ours; undefined if it cannot. */
type Verdict = (document: unknown) => boolean | undefined;

/** A disagreement between our validator and another implementation of JSON Schema. */
export interface Dissent {
  readonly who: string;
  readonly sources: string;
  readonly document: string;
  readonly ours: boolean;
}

/** Asks ajv and Hyperjump about documents to which our defaults have been applied, and compares with our verdict. */
export async function dissentsOf(compiled: Compiled, specs: readonly (Draft | undefined)[]): Promise<Dissent[]> {
  const files = Object.entries(filesOf(compiled.sources, 0)).filter(([name]) => name.endsWith(".schema.json"));
  const sources = JSON.stringify(files);
  // ajv passes over a property of this name (ours is told by other means), and Hyperjump cannot hold one.
  if (sources.includes("__proto__")) return [];
  // JSON Schema knows no keys of lists.
  if (sources.includes('"x-kubernetes-list-map-keys"')) return [];
  const schemas = files.map(([name, schema]) => ({ ...bare(schema), $id: `${BASE}${name}` }));
  const judges: [string, Verdict][] = [["ajv", ajvVerdict(schemas)]];
  // What a format means is left to the implementation.
  if (!sources.includes('"format"')) judges.push(["Hyperjump", await hyperjumpVerdict(schemas)]);
  return specs.flatMap((spec) => {
    const document = { apiVersion: "a", kind: "b", ...(spec === undefined ? {} : { spec: valueOf(spec) }) };
    const ours = compiled.is(document);
    const applied = compiled.applyDefaults(document);
    // An integer has 64 bits to the server and to us, and any number of them to the others.
    if (holdsWideInteger(applied)) return [];
    return judges
      .filter(([, isValid]) => (isValid(applied) ?? ours) !== ours)
      .map(([who]) => ({ who, sources, document: JSON.stringify(applied), ours }));
  });
}

function holdsWideInteger(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) >= 2 ** 63;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsWideInteger);
}

const BASE = "https://fuzz.example.com/";
const ROOT = `${BASE}case0.schema.json`;

/** The schema without annotations that only we know. */
function bare(schema: object): object {
  return parseJson(
    JSON.stringify(schema, (key, value: unknown) => (key.startsWith("x-") ? undefined : value)),
  ) as object;
}

/** What our formats mean, since the others have meanings of their own. */
const PATTERNS_OF_FORMATS = Object.fromEntries(
  Object.entries(FORMATS).map(([name, { pattern = "", maxLength = Infinity }]) => [
    name,
    (text: string) => new RegExp(pattern, "u").test(text) && Array.from(text).length <= maxLength,
  ]),
);

function ajvVerdict(schemas: readonly object[]): Verdict {
  const ajv = new Ajv2020({
    strict: false,
    ownProperties: true,
    formats: { ...PATTERNS_OF_FORMATS, "date-time": isDateTime },
    schemas: [...schemas],
  });
  // Its comparison for `enum` calls these functions, which in a document may be data, and throws.
  const breaksAjv = (document: unknown) => /"(?:toString|valueOf|constructor)":/.test(JSON.stringify(document));
  return (document) => (breaksAjv(document) ? undefined : ajv.validate(ROOT, document));
}

async function hyperjumpVerdict(schemas: readonly { readonly $id: string }[]): Promise<Verdict> {
  for (const schema of schemas) registerSchema(schema, schema.$id);
  const check = await validate(ROOT);
  for (const { $id } of schemas) unregisterSchema($id);
  return (document) => check(document as never).valid;
}
