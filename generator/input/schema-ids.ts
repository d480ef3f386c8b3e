import { pathToFileURL } from "node:url";
import type { JsonValue } from "../model/model.js";
import { pointerTo } from "./json-pointer.js";
import type { SchemaDocument } from "./schema-document.js";
import { sourceNodes } from "./schema-nodes.js";

/** A schema that has a URI of its own (JSON Schema 2020-12, section 8.2.1): a document, or a part of one with `$id`. */
export interface Resource {
  /** Absolute, without a fragment. */
  readonly uri: string;
  /** Of the schema within its document. */
  readonly pointer: string;
}

/** Where a resource lies. */
export interface ResourcePlace {
  readonly document: SchemaDocument;
  readonly pointer: string;
}

/**
 * The resources of a document, those within others after them. The document itself is the first: its URI is its `$id`,
 * else that of its file. An `$id` of draft-07 that is a plain name (`#port`) makes no resource.
 */
export function resourcesOf(file: string, json: JsonValue): readonly Resource[] {
  const found: Resource[] = [{ uri: pathToFileURL(file).href, pointer: "" }];
  for (const { pointer, schema } of sourceNodes(json)) {
    const { $id } = schema;
    const uri = typeof $id === "string" ? uriOf($id, enclosing(found, pointer).uri) : undefined;
    if (uri === undefined || typeof $id !== "string" || $id.startsWith("#")) continue;
    if (pointer === "") found[0] = { uri, pointer };
    else found.push({ uri, pointer });
  }
  return found;
}

/** The innermost resource that a place lies in. */
export function enclosing(resources: readonly Resource[], pointer: string): Resource {
  const around = resources.filter(
    (each) => each.pointer === pointer || pointer.startsWith(pointerTo(each.pointer, "")),
  );
  const innermost = around.at(-1);
  if (!innermost) throw new Error("A document is a resource");
  return innermost;
}

/** The URI that a reference names, seen from a base, without its fragment; undefined where it is none. */
export function uriOf(ref: string, base: string): string | undefined {
  return URL.canParse(ref, base) ? new URL(ref, base).href.replace(/#.*$/s, "") : undefined;
}

/** What the resources of a run are known by. */
export class ResourceIndex {
  readonly #places = new Map<string, ResourcePlace>();
  readonly #repeated: { readonly place: ResourcePlace; readonly first: ResourcePlace }[] = [];

  /** Learns the resources of a document. A URI that is known already stays with the first. */
  learn(document: SchemaDocument, resources: readonly Resource[]): void {
    for (const { uri, pointer } of resources) {
      const first = this.#places.get(uri);
      if (first) this.#repeated.push({ place: { document, pointer }, first });
      else this.#places.set(uri, { document, pointer });
    }
  }

  at(uri: string): ResourcePlace | undefined {
    return this.#places.get(uri);
  }

  /** All URIs, to suggest one of. */
  get uris(): readonly string[] {
    return [...this.#places.keys()];
  }

  /** Resources whose URI another one had before. */
  get repeated(): readonly { readonly place: ResourcePlace; readonly first: ResourcePlace }[] {
    return this.#repeated;
  }
}
