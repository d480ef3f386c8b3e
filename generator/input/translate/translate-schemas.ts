import type { Diagnostic } from "../../diagnostics.js";
import type { JsonObject, JsonValue } from "../../model/model.js";
import { pointerTo } from "../json-pointer.js";
import type { SchemaDocument } from "../schema-document.js";
import { isObject } from "../schema-nodes.js";
import { draftOf, nameRoot, refuseNull } from "./documents.js";
import { Origins, Place, TranslationReport, type Outcome } from "./place.js";
import { translateSchema } from "./translate-schema.js";

/** Sources in the core dialect, and what was said about their keywords on the way. */
export interface Translation {
  readonly documents: readonly SchemaDocument[];
  /** Approximations and refusals. */
  readonly diagnostics: readonly Diagnostic[];
  /** What became of the keywords that did not stay as they were. */
  readonly outcomes: readonly Outcome[];
}

/**
 * Brings every schema of JSON Schema 2020-12 or draft-07 into the core dialect (schema/meta/dialect.schema.json), whose
 * keywords all back ends understand. A keyword is translated exactly, or nearly so, which is reported, or it is refused;
 * what the translation does not know stays where it is, for the linter to refuse.
 */
export function translateSchemas(documents: readonly SchemaDocument[]): Translation {
  const origins = new Origins();
  const report = new TranslationReport();
  for (const document of documents) origins.learn(document);
  const translated = documents.map((document) =>
    document.kind === "schema" && isObject(document.json)
      ? translateDocument(document, document.json, origins, report)
      : document,
  );
  return { documents: translated, diagnostics: report.diagnostics, outcomes: report.outcomes };
}

function translateDocument(
  document: SchemaDocument,
  source: JsonObject,
  origins: Origins,
  report: TranslationReport,
): SchemaDocument {
  const place = new Place({ document, pointer: "" }, { draft: draftOf(source), origins, report });
  const json = place.made(refuseNull(translateSchema(nameRoot(source, place), place), place));
  return { ...document, json, origins: originsIn(json, document, origins) };
}

/** Where in its own text each object of a translated document comes from. */
function originsIn(json: JsonValue, document: SchemaDocument, origins: Origins): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (value: JsonValue, pointer: string): void => {
    if (typeof value !== "object" || value === null) return;
    const origin = origins.of(value);
    if (origin?.document === document) found.set(pointer, origin.pointer);
    for (const [key, child] of Object.entries(value)) visit(child, pointerTo(pointer, key));
  };
  visit(json, "");
  return found;
}
