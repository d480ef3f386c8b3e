import { posix } from "node:path";
import type { JsonValue } from "../../model/model.js";
import { pointerTo } from "../json-pointer.js";
import type { SchemaDocument, SchemaReference } from "../schema-document.js";
import { isObject, sourceNodes } from "../schema-nodes.js";

/**
 * The documents with all references written as paths and places, which is how the core dialect knows them: those by
 * plain name (`#port` for `"$anchor": "port"`, in draft-07 `"$id": "#port"`) and those by `$id` as well.
 */
export function withPathReferences(documents: readonly SchemaDocument[]): readonly SchemaDocument[] {
  const anchors = new Map(documents.flatMap(anchorsOf));
  const sources = new Map(documents.map(({ file, source }) => [file, source]));
  return documents.map((document) => {
    const references = document.references.map((reference) => {
      const target = anchors.get(reference.target) ?? reference.target;
      if (target === reference.target && reference.isById !== true) return reference;
      return { ...reference, ref: pathTo(target, document, sources), target };
    });
    const moved = references.filter((reference, index) => reference !== document.references[index]);
    return moved.length === 0 ? document : { ...document, json: withRefs(document.json, moved), references };
  });
}

/** How references know the anchors of a document, and the places of these. */
function anchorsOf({ file, json, kind }: SchemaDocument): (readonly [name: string, place: string])[] {
  if (kind !== "schema") return [];
  return sourceNodes(json).flatMap(({ pointer, schema: { $anchor, $id } }) => {
    const name = typeof $anchor === "string" ? $anchor : typeof $id === "string" && /^#./.test($id) ? $id.slice(1) : "";
    return name === "" ? [] : [[`${file}#${name}`, pointer === "" ? file : `${file}#${pointer}`] as const];
  });
}

/** The reference from a document to a target. */
function pathTo(target: string, from: SchemaDocument, sources: ReadonlyMap<string, string>): string {
  const [file, pointer] = splitTarget(target, sources);
  const fragment = pointer === "" || pointer.startsWith("/") ? encodeURI(pointer) : pointer;
  if (file === from.file) return `#${fragment}`;
  const path = posix.relative(posix.dirname(from.source), sources.get(file) ?? file);
  return fragment === "" ? path : `${path}#${fragment}`;
}

/** A folder on the way may have a `#` in its name. */
function splitTarget(target: string, sources: ReadonlyMap<string, string>): readonly [string, string] {
  if (sources.has(target)) return [target, ""];
  for (let end = target.lastIndexOf("#"); end > 0; end = target.lastIndexOf("#", end - 1))
    if (sources.has(target.slice(0, end))) return [target.slice(0, end), target.slice(end + 1)];
  return [target, ""];
}

/** A document whose schemas at some places refer as is said here. */
function withRefs(json: JsonValue, references: readonly SchemaReference[]): JsonValue {
  const refs = new Map(references.map(({ pointer, ref }) => [pointer, ref]));
  const copy = (value: JsonValue, pointer: string): JsonValue => {
    if (Array.isArray(value))
      return (value as readonly JsonValue[]).map((item, index) => copy(item, pointerTo(pointer, index)));
    if (!isObject(value)) return value;
    const ref = refs.get(pointer);
    const entries = Object.entries(value).map(([key, child]): [string, JsonValue] =>
      key === "$ref" && ref !== undefined ? [key, ref] : [key, copy(child, pointerTo(pointer, key))],
    );
    return Object.fromEntries(entries);
  };
  return copy(json, "");
}
