import { readFileSync } from "node:fs";
import { propertiesOf, readSource, type Node } from "./sources.js";

/** A kind as Octopus publishes it. */
export interface PublishedKind {
  readonly name: string;
  /** Group, scope, short names and plural, separated by blanks. */
  readonly head: string;
  /** Printer columns, `NAME | path | type`. */
  readonly columns: readonly string[];
  /** `path | type | constraints as JSON`; `!` after the path is required, `[]` list items, `{}` map values. */
  readonly fields: readonly string[];
}

/** The fields of the kinds, transcribed from Octopus' CRDs; patterns are left out, since ours are stricter. */
export const PUBLISHED_KINDS: readonly PublishedKind[] = readFileSync(
  new URL("device-kinds.txt", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n\n")
  .map((block) => {
    const [first = "", ...lines] = block.split("\n");
    const [name = ""] = first.split(" ");
    const rows = lines.map((line) => line.trim());
    const isColumn = (row: string) => row.startsWith("column ");
    return {
      name,
      head: first.slice(name.length + 1),
      columns: rows.filter(isColumn).map((row) => row.slice("column ".length)),
      fields: rows.filter((row) => !isColumn(row)),
    };
  });

/** Types with tables of their own. */
const LEAVES = new Set(["ObjectMeta", "MQTTOptions", "MQTTClientOptions", "MQTTMessageOptions"]);

/** All fields below the source of a kind, in the form of {@link PublishedKind.fields}. */
export function fieldsOf(path: string): string[] {
  return membersOf(follow(path, { $ref: path.replace(/^.*\//, "") }), "");
}

interface Place {
  readonly path: string;
  readonly schema: Node;
}

/** A reference replaced by what it refers to, with what stands beside it. */
function follow(path: string, { $ref, ...beside }: Node): Place {
  if (typeof $ref !== "string") return { path, schema: beside };
  const target = new URL($ref, `file:///${path}`).pathname.slice(1);
  const { path: end, schema } = follow(target, readSource(target));
  return { path: end, schema: { ...schema, ...beside } };
}

function membersOf({ path, schema }: Place, prefix: string): string[] {
  if (LEAVES.has(String(schema.title))) return [];
  const required = (schema.required ?? []) as string[];
  const own = Object.entries(propertiesOf(schema)).flatMap(([name, property]) => {
    const field = prefix === "" ? name : `${prefix}.${name}`;
    const place = follow(path, property);
    return [line(`${field}${required.includes(name) ? "!" : ""}`, place), ...membersOf(place, field)];
  });
  return [
    ...own,
    ...innerOf({ path, schema }, "items", `${prefix}[]`),
    ...innerOf({ path, schema }, "additionalProperties", `${prefix}{}`),
  ];
}

/** Items or map values, as fields of their own where they are objects. */
function innerOf({ path, schema }: Place, keyword: string, prefix: string): string[] {
  if (typeof schema[keyword] !== "object") return [];
  const place = follow(path, schema[keyword] as Node);
  return place.schema.type === "object" ? [line(prefix, place), ...membersOf(place, prefix)] : [];
}

function line(field: string, place: Place): string {
  const { default: preset, format, minimum, maximum } = place.schema;
  const isFree = isOpen(place.schema);
  const constraints = JSON.stringify({
    default: preset,
    enum: choicesOf(place.schema),
    format,
    minimum,
    maximum,
    ...(isFree ? { free: true } : {}),
  });
  return [field, typeOf(place), ...(constraints === "{}" ? [] : [constraints])].join(" | ");
}

function isOpen(schema: Node): boolean {
  return (
    schema["x-kubernetes-preserve-unknown-fields"] === true ||
    (schema.additionalProperties === true && schema.title !== "ObjectMeta")
  );
}

function choicesOf({ enum: values, oneOf, const: only }: Node): unknown {
  if (only !== undefined) return [only];
  return values ?? (oneOf as Node[] | undefined)?.map((choice) => choice.const);
}

function typeOf({ path, schema }: Place): string {
  const inner = (child: unknown) => typeOf(follow(path, child as Node));
  if (schema.type === "array") return `array of ${inner(schema.items)}`;
  if (typeof schema.additionalProperties === "object") return `map of ${inner(schema.additionalProperties)}`;
  if (String(schema.type) === "integer,string") return "int-or-string";
  return typeof schema.type === "string" ? schema.type : "any";
}
