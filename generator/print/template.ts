import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Handlebars from "handlebars";
import { assetPath } from "../assets.js";

/** What a template is filled with; the template's first comment names the fields. */
export type TemplateData = Readonly<Record<string, unknown>>;

type Template = (data: TemplateData) => string;

/** Templates by their text: those of the user may change between two runs of a process. */
const compiled = new Map<string, Template>();

/**
 * The text of `templates/<name>`, or of the file of that name in a folder of the user's, filled with `data`. Nothing is
 * escaped, since the output is code and prose, not HTML; a field that `data` lacks is an error, not an empty string.
 * Errors name the template.
 */
export function renderTemplate(name: string, data: TemplateData, ownFolder?: string): string {
  const path = templatePath(name, ownFolder);
  const text = texts.get(path) ?? readFileSync(path, "utf8").replaceAll("\r\n", "\n");
  if (ownFolder === undefined) texts.set(path, text);
  const template = compiled.get(text) ?? compileTemplate(name, text);
  compiled.set(text, template);
  return template(data);
}

/** Ours by their paths, which do not change while we run. */
const texts = new Map<string, string>();

/** The file behind a template: the user's where there is one, else ours. */
export function templatePath(name: string, ownFolder: string | undefined): string {
  const own = ownFolder === undefined ? undefined : join(ownFolder, name);
  return own !== undefined && existsSync(own) ? own : assetPath("templates", ...name.split("/"));
}

/** Compiles a template's text; `name` is only for its errors. Throws where the text does not parse. */
export function compileTemplate(name: string, text: string): Template {
  const render = naming(name, () => {
    // Parsing first: `compile` alone would report a mistake only when the template is first filled.
    return Handlebars.compile<TemplateData>(Handlebars.parse(text), { strict: true, noEscape: true });
  });
  return (data) => naming(name, () => render(data));
}

/** A template that does not parse, or asks for what there is not. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

function naming<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TemplateError(`Template ${name}: ${reason}`, { cause: error });
  }
}
