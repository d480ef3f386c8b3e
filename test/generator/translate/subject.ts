import { join } from "node:path";
import { buildSources } from "../../../generator/generate.js";
import type { Diagnostic } from "../../../generator/diagnostics.js";
import { loadSchemas } from "../../../generator/input/load-schemas.js";
import { translateSchemas } from "../../../generator/input/translate/translate-schemas.js";
import type { JsonObject, SchemaModel } from "../../../generator/model/model.js";
import { folderWith } from "../source-folder.js";
import type { TranslationCase } from "./translation-case.js";

const DRAFTS: Readonly<Record<string, string>> = {
  "2020-12": "https://json-schema.org/draft/2020-12/schema",
  "draft-07": "http://json-schema.org/draft-07/schema#",
};

/** The folder of a source whose property `it` is that of the case. Call it within a test. */
async function folderOf({ source, draft, root = {} }: TranslationCase): Promise<string> {
  const subject = {
    $schema: DRAFTS[draft ?? "2020-12"],
    title: "Subject",
    description: "What is translated.",
    type: "object",
    properties: { it: source },
    additionalProperties: false,
    ...root,
  };
  return join(await folderWith({ "schema/subject.schema.json": JSON.stringify(subject) }), "schema");
}

/** What a run makes of a case; no model where it is refused. */
export async function build(
  one: TranslationCase,
): Promise<{ model?: SchemaModel; diagnostics: readonly Diagnostic[] }> {
  return buildSources(await folderOf(one));
}

/** The core form of the case's property, and what the translation says about it. */
export async function translate(one: TranslationCase): Promise<{ core: unknown; said: string[] }> {
  const { documents } = await loadSchemas(await folderOf(one));
  const translation = translateSchemas(documents);
  const json = translation.documents.find(({ fileName }) => fileName === "subject")?.json as JsonObject | undefined;
  const said = translation.diagnostics.map(
    ({ severity, pointer }) => `${severity} ${pointer.replace(/^\/properties\/it\/?/, "")}`,
  );
  return { core: (json?.properties as JsonObject | undefined)?.it, said };
}

/** A document of the subject. */
export function documentWith(it: unknown): object {
  return it === undefined ? {} : { it };
}
