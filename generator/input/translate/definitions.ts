import type { JsonObject, JsonValue } from "../../model/model.js";
import { pointerSegments, pointerTo, valueAt } from "../json-pointer.js";
import type { SchemaDocument, SchemaReference } from "../schema-document.js";
import { isObject, schemaNodes, sourceNodes } from "../schema-nodes.js";
import { omit, type Place } from "./place.js";

/** The keywords that hold definitions: that of 2020-12, and that of draft-07. */
const HOLDERS = ["$defs", "definitions"] as const;

/** A definition of a document, which becomes a type of its own. */
export interface Definition {
  readonly key: string;
  readonly pointer: string;
  readonly schema: JsonObject;
}

/** The definitions at the top of a document, whatever they are. */
export function definitionEntries(source: JsonObject): { key: string; pointer: string; schema: JsonValue }[] {
  return HOLDERS.flatMap((holder) =>
    Object.entries(isObject(source[holder]) ? source[holder] : {}).map(([key, schema]) => ({
      key,
      pointer: pointerTo("", holder, key),
      schema,
    })),
  );
}

/** Where the definitions of a document are. */
export function definitionPointers(source: JsonObject): string[] {
  return definitionEntries(source).map(({ pointer }) => pointer);
}

/** The definitions at the top of a document. What is not a schema of keywords is refused. */
export function definitionsOf(source: JsonObject, place: Place): Definition[] {
  return definitionEntries(source).flatMap(({ key, pointer, schema }) => {
    if (isObject(schema)) return [{ key, pointer, schema }];
    place.refuse(pointer.split("/")[1] ?? "", `the definition ${key} is no schema with keywords; remove it`);
    return [];
  });
}

/** The documents, each with its places that references lead to and that are no definitions, such as `#/properties/port`. */
export function withPlaces(documents: readonly SchemaDocument[]): readonly SchemaDocument[] {
  const wanted = new Set(documents.flatMap(({ references }) => references.map(({ target }) => target)));
  return documents.map((document) => {
    const { file, json, kind } = document;
    if (kind !== "schema" || !isObject(json)) return document;
    const known = new Set(["", ...definitionPointers(json)]);
    const isPlace = (pointer: string) => !known.has(pointer) && wanted.has(definitionFile(file, pointer));
    // Few documents are referred to at all, and most of those as a whole.
    if (![...wanted].some((target) => target.startsWith(`${file}#/`) && !known.has(target.slice(file.length + 1))))
      return document;
    const places = sourceNodes(json).map(({ pointer }) => pointer);
    return { ...document, places: places.filter(isPlace) };
  });
}

/** What makes a type of its own at each of a document's places, besides what it makes where it stands. */
export function placesOf({ json, places = [] }: SchemaDocument): Definition[] {
  return places.flatMap((pointer) => {
    const schema = valueAt(json, pointer);
    return isObject(schema) ? [{ key: wordsOf(pointer), pointer, schema }] : [];
  });
}

/** `/properties/serial line/items` as `serial line items`. */
function wordsOf(pointer: string): string {
  const segments = pointerSegments(pointer);
  const words = segments.filter((word, index) => !isHolder(segments, index) || index === segments.length - 1);
  return words.join(" ");
}

/** Whether the segment is a keyword that holds schemas by name, rather than such a name. */
function isHolder(segments: readonly string[], index: number): boolean {
  return NAMED.has(segments[index] ?? "") && (index === 0 || !isHolder(segments, index - 1));
}

/** Keywords that hold schemas by name. */
const NAMED: ReadonlySet<string> = new Set(["properties", "$defs", "definitions", "patternProperties"]);

/** The document without its definitions. */
export function withoutDefinitions(source: JsonObject, place: Place): JsonObject {
  for (const holder of HOLDERS) if (isObject(source[holder])) place.exact(holder, "types of their own");
  return omit(source, ...HOLDERS.filter((holder) => isObject(source[holder])));
}

/** How the definition at a pointer is known among the documents. */
export function definitionFile(file: string, pointer: string): string {
  return `${file}#${pointer}`;
}

/**
 * The references of a translated document, by the places where they are now. One text leads to one target wherever it
 * stands in a document; a target that is no type of the run is refused where the reference came from.
 */
export function linksOf(
  json: JsonValue,
  document: SchemaDocument,
  known: ReadonlySet<string>,
  place: Place,
): SchemaReference[] {
  return schemaNodes(json).flatMap(({ pointer, schema }) => {
    const { $ref } = schema;
    // A schema that was merged into this document refers as the document does that it is from.
    const from = place.origins.of(schema)?.document ?? document;
    const target = typeof $ref === "string" ? place.targets.identityOf($ref, from) : undefined;
    if (typeof $ref !== "string" || target === undefined) return [];
    if (known.has(target)) return [{ pointer, ref: $ref, target }];
    if (!place.targets.isRead(target)) return [];
    place
      .of(schema)
      .refuse(
        "$ref",
        `"${$ref}" leads to no schema; refer to a file, or to a schema within it: "file.schema.json#/$defs/name"`,
        "unresolved-ref",
      );
    return [];
  });
}
