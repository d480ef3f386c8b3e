import { pathToFileURL } from "node:url";
import { customResourceDefinition } from "./emit/crds.js";
import { oldestServer } from "./emit/helm-chart.js";
import type { SchemaDocument } from "./input/schema-document.js";
import { resourcesOf } from "./input/schema-ids.js";
import type { EmitSettings, SchemaModel } from "./model/model.js";
import { isComposite } from "./model/names.js";

/** What a later run needs to know of a source to tell what a change of another one touches. */
export interface SourceFacts {
  /** Its path below the schema folder. */
  readonly source: string;
  /** As findings name it. */
  readonly path: string;
  /** The sources that it refers to. */
  readonly references: readonly string[];
  /** All that files about other sources, which do not refer to this one, and files of the whole run say about it. */
  readonly facts: string;
}

/** The facts of every source of a run. */
export function sourceFacts(
  documents: readonly SchemaDocument[],
  model: SchemaModel,
  settings: EmitSettings,
): SourceFacts[] {
  const byFile = new Map(documents.map((document) => [document.file, document]));
  const facts = new Map<string, unknown[]>(
    documents.map((document) => [document.source, [...idsIn(document), ...placesFrom(document)]]),
  );
  for (const { source, name, group, fileName, shape } of model.types)
    facts.get(source)?.push([name, group, fileName, isComposite(shape)]);
  for (const crd of model.crds)
    facts.get(crd.source)?.push(oldestServer([[crd, customResourceDefinition(model, crd, settings)]]));
  return documents.map(({ source, path, file, references }) => {
    const targets = references.map(({ target }) => documentOf(byFile, target)).filter((each) => each?.file !== file);
    const sources = [...new Set(targets.flatMap((each) => (each ? [each.source] : [])))];
    return { source, path, references: sources, facts: JSON.stringify(facts.get(source)) };
  });
}

/** A reference by `$id` leads elsewhere once another source has it. */
function idsIn({ file, json, text }: SchemaDocument): string[] {
  if (!text.includes("$id")) return [];
  return resourcesOf(file, json)
    .map(({ uri }) => uri)
    .filter((uri) => uri !== pathToFileURL(file).href);
}

/** A place that a source refers to makes a type of the source that it lies in. */
function placesFrom({ references }: SchemaDocument): string[] {
  return references
    .map(({ target }) => target)
    .filter((target) => /#(?!\/(?:\$defs|definitions)\/[^/]+$)/.test(target));
}

/** The document that a target lies in: the target is its file, or its file, `#` and a pointer. */
function documentOf(byFile: ReadonlyMap<string, SchemaDocument>, target: string): SchemaDocument | undefined {
  for (let end = target.length; end >= 0; end = end === 0 ? -1 : target.lastIndexOf("#", end - 1)) {
    const found = byFile.get(target.slice(0, end));
    if (found) return found;
  }
  return undefined;
}
