import type { JsonValue } from "../model/model.js";
import { locateReference, type ReferenceTarget } from "./locate-reference.js";
import { objectsOf } from "./parse-source.js";
import type { SchemaDocument, SchemaReference } from "./schema-document.js";
import type { Resource } from "./schema-ids.js";
import { sourceNodes } from "./schema-nodes.js";

/** Every `$ref` with a string value, with the pointer of the object that holds it, in document order. */
export function refsOf(kind: SchemaDocument["kind"], json: JsonValue): (readonly [pointer: string, ref: string])[] {
  const holders = kind === "schema" ? sourceNodes(json) : objectsOf(json);
  return holders.flatMap(({ pointer, schema: { $ref } }) =>
    typeof $ref === "string" ? [[pointer, $ref] as const] : [],
  );
}

/** Where a `$ref` leads if it names a file, or a place in the same one. */
export function followRef(
  document: SchemaDocument,
  { pointer }: Resource,
  ref: string,
): { reference: Omit<SchemaReference, "pointer">; target: ReferenceTarget } | undefined {
  const path = ref.replace(/#.*$/s, "");
  const fragment = fragmentOf(ref);
  if (path !== "") {
    const target = locateReference(document, path);
    return target && { reference: { ref, target: targetOf({ document: target, pointer: "" }, fragment) }, target };
  }
  // Within a schema that has an $id of its own, `#` is that schema.
  const isInner = pointer !== "" && (fragment === "" || fragment.startsWith("/"));
  const target = targetOf({ document, pointer: isInner ? pointer : "" }, fragment);
  return { reference: { ref, target, ...(isInner && { isById: true }) }, target: document };
}

/** What stands behind the `#` of a reference. */
export function fragmentOf(ref: string): string {
  return ref.includes("#") ? ref.slice(ref.indexOf("#") + 1) : "";
}

/** A document, or a schema within one; a fragment is percent-encoded (RFC 6901, section 6). */
export function targetOf(
  { document: { file }, pointer }: { readonly document: { readonly file: string }; readonly pointer: string },
  fragment: string,
): string {
  const isEncoded = /%[0-9A-Fa-f]{2}/.test(fragment) && !/%(?![0-9A-Fa-f]{2})/.test(fragment);
  const below = pointer + (isEncoded ? decodeURIComponent(fragment) : fragment);
  return below === "" ? file : `${file}#${below}`;
}
