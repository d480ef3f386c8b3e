import type { JsonObject } from "../../model/model.js";
import { valueAt } from "../json-pointer.js";
import type { SchemaDocument } from "../schema-document.js";
import { isObject } from "../schema-nodes.js";

/** Where a reference leads: a document, or a definition within one. */
export interface Target {
  readonly document: SchemaDocument;
  readonly pointer: string;
  readonly schema: JsonObject;
}

/** What the references of a run lead to. */
export class Targets {
  readonly #documents: ReadonlyMap<string, SchemaDocument>;
  readonly #references = new WeakMap<SchemaDocument, ReadonlyMap<string, string>>();

  constructor(documents: readonly SchemaDocument[]) {
    this.#documents = new Map(documents.map((document) => [document.file, document]));
  }

  /** The identity of what a `$ref` of this document leads to. */
  identityOf($ref: string, document: SchemaDocument): string | undefined {
    const known = this.#references.get(document);
    const references = known ?? new Map(document.references.map(({ ref, target }) => [ref, target]));
    if (!known) this.#references.set(document, references);
    return references.get($ref);
  }

  /** Whether the document of that identity could be read; where not, that is told of its file. */
  isRead(identity: string): boolean {
    return this.#documents.has(fileOf(identity));
  }

  /** The schema of that identity; undefined where there is none, which is told when the references are linked. */
  at(identity: string): Target | undefined {
    const file = fileOf(identity);
    const document = this.#documents.get(file);
    if (!document) return undefined;
    const pointer = identity.slice(file.length + 1);
    const schema = valueAt(document.json, pointer);
    return isObject(schema) ? { document, pointer, schema } : undefined;
  }
}

function fileOf(identity: string): string {
  const end = identity.indexOf("#");
  return end === -1 ? identity : identity.slice(0, end);
}
