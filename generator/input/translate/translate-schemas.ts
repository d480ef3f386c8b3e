import type { Diagnostic } from "../../diagnostics.js";
import type { JsonObject, JsonValue } from "../../model/model.js";
import { pointerTo } from "../json-pointer.js";
import type { SchemaDocument } from "../schema-document.js";
import { isObject } from "../schema-nodes.js";
import {
  definitionEntries,
  definitionFile,
  definitionPointers,
  definitionsOf,
  linksOf,
  placesOf,
  withoutDefinitions,
  withPlaces,
  type Definition,
} from "./definitions.js";
import { withoutCircles, type Circle } from "./circles.js";
import { fileNameFrom, nameRoot, refuseNull, typeNameFrom, typeNameOf, typeTitle } from "./documents.js";
import { DRAFT_2020, draftOf } from "./drafts.js";
import { withPathReferences } from "./path-references.js";
import { Origins, Place, TranslationReport, type Outcome } from "./place.js";
import { withoutIdentity } from "./references.js";
import { Targets } from "./targets.js";
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
export function translateSchemas(sources: readonly SchemaDocument[]): Translation {
  const { circles, sound: documents } = withoutCircles(withPlaces(withPathReferences(sources)));
  const origins = new Origins();
  const report = new TranslationReport();
  for (const document of documents) origins.learn(document);
  const known = new Set(documents.flatMap(filesOf));
  const targets = new Targets(documents);
  for (const circle of circles) refuseCircle(circle, { origins, report, targets });
  const shared = repeated(documents.flatMap(namesOf));
  const translated = documents.flatMap((document) =>
    document.kind === "schema" && isObject(document.json)
      ? translateDocument(document, document.json, { known, shared, origins, report, targets })
      : [document],
  );
  return { documents: translated, diagnostics: report.diagnostics, outcomes: report.outcomes };
}

/** What leads into a circle has no end once references are written out, so that nothing more is said of it. */
function refuseCircle({ document, pointer, names }: Circle, run: Pick<Run, "origins" | "report" | "targets">): void {
  const draft = isObject(document.json) ? draftOf(document.json) : "2020-12";
  new Place({ document, pointer }, { draft, ...run }).refuse(
    "$ref",
    `the types refer to each other in a circle, ${names.join(" -> ")}, which a CRD cannot express; ` +
      `make one of them an open object (additionalProperties: true)`,
    "recursive-ref",
  );
}

interface Run {
  /** Files and definitions that a reference may lead to. */
  readonly known: ReadonlySet<string>;
  /** Names that several types would have. */
  readonly shared: ReadonlySet<string>;
  readonly origins: Origins;
  readonly report: TranslationReport;
  readonly targets: Targets;
}

/** A document, and how references know the schemas within it. */
function filesOf({ file, json, kind, places = [] }: SchemaDocument): string[] {
  if (kind !== "schema" || !isObject(json)) return [file];
  return [file, ...[...definitionPointers(json), ...places].map((pointer) => definitionFile(file, pointer))];
}

/** The names of a document's types. */
function namesOf({ json, kind, fileName }: SchemaDocument): string[] {
  if (kind !== "schema" || !isObject(json)) return [];
  const definitions = definitionEntries(json).flatMap(({ key, schema }) =>
    isObject(schema) ? [typeNameOf(schema, key)] : [],
  );
  return [typeNameOf(json, fileName), ...definitions];
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.size === seen.add(name).size));
}

/** The document's own type, then those of its definitions, then those of the places that others refer to. */
function translateDocument(document: SchemaDocument, source: JsonObject, run: Run): SchemaDocument[] {
  const place = new Place({ document, pointer: "" }, { draft: draftOf(source), ...run });
  const finish = (core: JsonObject, at: Place, more: Partial<SchemaDocument>): SchemaDocument => {
    const json = at.made(refuseNull(core, at));
    const references = linksOf(json, document, run.known, at);
    return { ...document, json, references, origins: originsIn(json, document, run.origins), ...more };
  };
  const finishInner = (core: JsonObject, at: Place, { key, pointer }: Definition): SchemaDocument => {
    const fileName = fileNameFrom(typeof core.title === "string" ? core.title : key);
    return finish(core, at, { file: definitionFile(document.file, pointer), fileName });
  };
  const root = finish(translateSchema(nameRoot(withoutDefinitions(source, place), place), place), place, {});
  const ownName = typeNameOf(source, document.fileName);
  const definitions = definitionsOf(source, place).map((definition) => {
    const { key, schema } = definition;
    const at = place.of(schema);
    // A key that several documents have, such as "point", is no name for a type; with the document's name it is.
    const isShared = typeof schema.title !== "string" && run.shared.has(typeNameOf(schema, key));
    const title = typeTitle(schema, isShared ? `${ownName} ${key}` : key, at);
    const bare = withoutIdentity(withoutDefinitions(schema, at), at);
    const named = { ...bare, $schema: DRAFT_2020, ...title };
    return finishInner(translateSchema(named, at), at, definition);
  });
  const places = placesOf(document).map((definition) => {
    // Where it stands, it is translated as well, and all that is to be said of it is said.
    const at = place.of(definition.schema).silent();
    const core = translateSchema(withoutDefinitions(definition.schema, at), at);
    const title = typeNameFrom(`${ownName} ${definition.key}`);
    return finishInner({ $schema: DRAFT_2020, ...core, title }, at, definition);
  });
  return [root, ...definitions, ...places];
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
