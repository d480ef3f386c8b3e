import { pointerTo, valueAt } from "../json-pointer.js";
import type { SchemaDocument, SchemaReference } from "../schema-document.js";
import { isObject } from "../schema-nodes.js";
import { definitionPointers } from "./definitions.js";
import { typeNameOf } from "./documents.js";

/** A way of references that ends where it began. */
export interface Circle {
  readonly document: SchemaDocument;
  /** Of the schema whose `$ref` leads back, seen from the first type. */
  readonly pointer: string;
  /** The types on the way; the first is also the last. */
  readonly names: readonly string[];
}

/** The circles of a run, and the documents that none of them can be reached from: what can be written without references. */
export function withoutCircles(documents: readonly SchemaDocument[]): {
  readonly circles: readonly Circle[];
  readonly sound: readonly SchemaDocument[];
} {
  const search = new Search(documents);
  for (const document of documents)
    for (const pointer of ["", ...definitionsIn(document), ...(document.places ?? [])])
      search.visit(identityOf(document, pointer));
  return {
    circles: [...search.circles.values()],
    sound: documents.filter(({ file }) => !search.endless.has(file)),
  };
}

interface Step {
  readonly identity: string;
  /** That led on from there. */
  readonly reference: SchemaReference;
}

/** A depth-first walk over schemas, each known by its file and, if it is within one, its pointer. */
class Search {
  readonly circles = new Map<string, Circle>();
  /** Files with a schema that leads into a circle. */
  readonly endless = new Set<string>();
  readonly #documents: ReadonlyMap<string, SchemaDocument>;
  /** What is known of the schemas visited: whether they lead into a circle. */
  readonly #known = new Map<string, boolean>();
  readonly #path: Step[] = [];

  constructor(documents: readonly SchemaDocument[]) {
    this.#documents = new Map(documents.map((document) => [document.file, document]));
  }

  /** Says whether the schema leads into a circle. */
  visit(identity: string): boolean {
    const known = this.#known.get(identity);
    const [document, pointer] = this.#locate(identity);
    if (known !== undefined || !document) return known ?? false;
    const start = this.#path.findIndex((step) => step.identity === identity);
    if (start !== -1) return this.#report(this.#path.slice(start));
    const found = referencesBelow(document, pointer).map((reference) => {
      this.#path.push({ identity, reference });
      const isEndless = this.visit(reference.target);
      this.#path.pop();
      return isEndless;
    });
    const isEndless = this.#known.get(identity) ?? found.includes(true);
    this.#known.set(identity, isEndless);
    if (isEndless) this.endless.add(document.file);
    return isEndless;
  }

  /** A circle is told once, from the first of its types. */
  #report(steps: readonly Step[]): true {
    const [first = ""] = steps.map(({ identity }) => identity).sort();
    const at = steps.findIndex(({ identity }) => identity === first);
    const ordered = [...steps.slice(at), ...steps.slice(0, at)];
    const [document] = this.#locate(first);
    const names = [...ordered.map(({ identity }) => identity), first].map((identity) => this.#nameOf(identity));
    const [step] = ordered;
    if (document && step)
      this.circles.set(ordered.map(({ identity }) => identity).join(), {
        document,
        pointer: step.reference.pointer,
        names,
      });
    return true;
  }

  #locate(identity: string): [SchemaDocument | undefined, string] {
    const end = identity.indexOf("#");
    return end === -1
      ? [this.#documents.get(identity), ""]
      : [this.#documents.get(identity.slice(0, end)), identity.slice(end + 1)];
  }

  #nameOf(identity: string): string {
    const [document, pointer] = this.#locate(identity);
    const schema = document && valueAt(document.json, pointer);
    const key = pointer === "" ? (document?.fileName ?? "") : (pointer.split("/").at(-1) ?? "");
    return isObject(schema) ? typeNameOf(schema, key) : key;
  }
}

function identityOf({ file }: SchemaDocument, pointer: string): string {
  return pointer === "" ? file : `${file}#${pointer}`;
}

function definitionsIn({ json, kind }: SchemaDocument): string[] {
  return kind === "schema" && isObject(json) ? definitionPointers(json) : [];
}

/** The references of a schema; those of a document's definitions are their own. */
function referencesBelow(document: SchemaDocument, pointer: string): SchemaReference[] {
  const apart = pointer === "" ? definitionsIn(document) : [];
  const isBelow = (place: string, above: string) => place === above || place.startsWith(pointerTo(above, ""));
  return document.references.filter(
    (reference) =>
      isBelow(reference.pointer, pointer) && !apart.some((definition) => isBelow(reference.pointer, definition)),
  );
}
