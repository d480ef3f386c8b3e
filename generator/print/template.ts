import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { assetPath } from "../assets.js";

/** What a template is filled with; the template's first comment names the fields. */
export type TemplateData = Readonly<Record<string, unknown>>;

type Template = (data: TemplateData) => string;

const compiled = new Map<string, Template>();

/**
 * The text of `templates/<name>` filled with `data`. Nothing is escaped, since the output is code and prose, not HTML;
 * a field that `data` lacks is an error, not an empty string. Errors name the template.
 */
export function renderTemplate(name: string, data: TemplateData): string {
  const template = compiled.get(name) ?? compileTemplate(name, readFileSync(assetPath("templates", name), "utf8"));
  compiled.set(name, template);
  return template(data);
}

/** Compiles a template's text; `name` is only for its errors. Throws where the text does not parse. */
export function compileTemplate(name: string, text: string): Template {
  const render = naming(name, () => {
    // Parsing first: `compile` alone would report a mistake only when the template is first filled.
    return Handlebars.compile<TemplateData>(Handlebars.parse(text), { strict: true, noEscape: true });
  });
  return (data) => naming(name, () => render(data));
}

function naming<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Template ${name}: ${reason}`, { cause: error });
  }
}
