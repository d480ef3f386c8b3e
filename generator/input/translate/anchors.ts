import type { JsonValue } from "../../model/model.js";
import type { SchemaDocument } from "../schema-document.js";
import { isObject, sourceNodes } from "../schema-nodes.js";

/**
 * The documents with references by plain name (`#port`, for `"$anchor": "port"`) written as references by place
 * (`#/$defs/port`). Draft-07 writes the name as `"$id": "#port"`.
 */
export function withPlainNames(documents: readonly SchemaDocument[]): readonly SchemaDocument[] {
  const places = new Map(documents.flatMap(anchorsOf));
  if (places.size === 0) return documents;
  return documents.map((document) => {
    const moved = new Map(
      document.references.flatMap(({ ref, target }) => {
        const place = places.get(target);
        return place === undefined ? [] : [[ref, place] as const];
      }),
    );
    if (moved.size === 0) return document;
    const references = document.references.map((reference) => {
      const place = places.get(reference.target);
      return place ? { ...reference, ref: movedRef(reference.ref, place.fragment), target: place.target } : reference;
    });
    return { ...document, json: withRefs(document.json, moved), references };
  });
}

interface AnchorPlace {
  readonly target: string;
  /** The place as a fragment, without `#`. */
  readonly fragment: string;
}

/** How references know the anchors of a document, and where these are. */
function anchorsOf({ file, json, kind }: SchemaDocument): (readonly [target: string, place: AnchorPlace])[] {
  if (kind !== "schema") return [];
  return sourceNodes(json).flatMap(({ pointer, schema: { $anchor, $id } }) => {
    const name = typeof $anchor === "string" ? $anchor : typeof $id === "string" && /^#./.test($id) ? $id.slice(1) : "";
    const target = pointer === "" ? file : `${file}#${pointer}`;
    return name === "" ? [] : [[`${file}#${name}`, { target, fragment: encodeURI(pointer) }] as const];
  });
}

function movedRef(ref: string, fragment: string): string {
  return ref.replace(/#.*$/s, () => `#${fragment}`);
}

/** Keywords that hold data, where `$ref` is a key like others. */
const DATA = ["default", "examples", "enum", "const"];

function withRefs(json: JsonValue, moved: ReadonlyMap<string, AnchorPlace>): JsonValue {
  if (Array.isArray(json)) return (json as readonly JsonValue[]).map((item) => withRefs(item, moved));
  if (!isObject(json)) return json;
  const entries = Object.entries(json).map(([key, value]): [string, JsonValue] => {
    const place = key === "$ref" && typeof value === "string" ? moved.get(value) : undefined;
    if (DATA.includes(key)) return [key, value];
    return [key, place && typeof value === "string" ? movedRef(value, place.fragment) : withRefs(value, moved)];
  });
  return Object.fromEntries(entries);
}
