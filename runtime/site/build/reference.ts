import { fileText } from "./embedded.js";
import { anchorOf } from "./html.js";

/** The documentation of one type, from generated/docs. */
export interface TypeSection {
  readonly name: string;
  readonly anchor: string;
  /** Markdown with the tables of fields taken out: each stands where `{{fields}}` is. */
  readonly text: string;
  readonly fields: readonly Field[];
}

/** One row of a table of fields; all of it is Markdown. */
export interface Field {
  /** Without backquotes. */
  readonly name: string;
  readonly description: string;
  readonly schema: string;
  /** Undefined for the values of an enum. */
  readonly required: boolean | undefined;
}

/** Where the table of fields was. */
export const FIELDS = "{{fields}}";

/** The types of one of the generated documents, in its order. */
export function typeSections(document: string): readonly TypeSection[] {
  const [, ...parts] = fileText(`generated/docs/${document}.md`).split(/^## /m);
  return parts.map((part) => {
    const [name = "", ...lines] = part.split("\n");
    const rows = lines.filter((line) => line.startsWith("| `"));
    const table = lines.findIndex((line) => line.startsWith("| Parameter"));
    const text = lines.filter((line) => !line.startsWith("|"));
    if (table >= 0) text.splice(table, 0, FIELDS);
    return { name, anchor: anchorOf(name), text: text.join("\n"), fields: rows.map(fieldOf) };
  });
}

/** What stands above the types. */
export function preamble(document: string): string {
  const [head = ""] = fileText(`generated/docs/${document}.md`).split(/^## /m);
  return head.split("\n\n").at(-2) ?? "";
}

function fieldOf(row: string): Field {
  const cells = row.slice(2, -2).split(/(?<!\\) \| /);
  const [name = "", description = "", schema = "", required] = cells;
  if (cells.length < 3 || cells.length > 4) throw new Error(`generated/docs has a row that is no field: ${row}`);
  return {
    name: name.replaceAll("`", ""),
    description,
    schema,
    required: required === undefined ? undefined : required.trim() === "true",
  };
}
