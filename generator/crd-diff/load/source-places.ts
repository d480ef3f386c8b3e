import { pointerTo, valueAt } from "../../input/json-pointer.js";
import { positionOf } from "../../input/positions.js";
import type { SchemaDocument } from "../../input/schema-document.js";
import type { Place, Steps } from "../change.js";
import type { Item } from "../crd-item.js";

/**
 * Finds places of compiled schemas in their sources: from the CRD's or type's own file along properties and items, and
 * through each `$ref` into the file it leads to, as far as source and output look alike.
 */
export function sourceLocator(documents: readonly SchemaDocument[]): (source: string) => Item["locate"] {
  const bySource = new Map(documents.map((document) => [document.source, document]));
  const byFile = new Map(documents.map((document) => [document.file, document]));
  return (source) => {
    const start = bySource.get(source);
    if (!start) throw new Error(`${source} was not loaded`);
    return (path) => placeOf(follow(start, "", inSource(path), byFile));
  };
}

/** A source says at its top what a CRD says in `spec`, and has no `openAPIV3Schema`. */
function inSource(path: Steps): Steps {
  if (path[0] !== "spec") return path;
  return path.slice(1).filter((step, index) => !(index === 3 && step === "openAPIV3Schema"));
}

interface Spot {
  readonly document: SchemaDocument;
  readonly pointer: string;
}

function follow(document: SchemaDocument, pointer: string, steps: Steps, byFile: Map<string, SchemaDocument>): Spot {
  const here = { document, pointer };
  const [step, ...rest] = steps;
  if (step === undefined) return here;
  const below = pointerTo(pointer, step);
  if (valueAt(document.json, below) !== undefined) return follow(document, below, rest, byFile);
  const reference = document.references.find((candidate) => candidate.pointer === pointer);
  const target = reference && byFile.get(reference.target);
  return target ? follow(target, "", steps, byFile) : here;
}

function placeOf({ document, pointer }: Spot): Place {
  return { file: document.path, line: positionOf(document, pointer, "key").line };
}
