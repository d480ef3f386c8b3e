import type { JsonValue, PropertyModel, SchemaModel, Shape } from "../model/model.js";
import { unreachable } from "../model/names.js";
import { typeLink } from "./docs-links.js";
import { boundsText, deprecationText, enumValues, isDocumentedEnum, sentence, valueText } from "./wording.js";

/** Where the cells are: links depend on it. */
export interface DocsPage {
  readonly model: SchemaModel;
  readonly group: string;
}

/** One row of a table from the Markdown of its cells. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(escapeCell).join(" | ")} |`;
}

/** The head of a table. */
export function tableHead(titles: readonly string[]): string[] {
  return [tableRow(titles), tableRow(titles.map(() => "---"))];
}

/** A pipe ends a cell, even within code, and a line feed ends the table. */
function escapeCell(markdown: string): string {
  return markdown.trim().replaceAll("|", "\\|").replace(/\n+/g, "<br>");
}

/** Text as a code span, with as many backticks around it as its content demands. */
export function code(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  // A backtick at an end would merge with the fence; the blanks are not part of the content.
  const pad = /^`|`$/.test(text) ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** A value as a code span. */
export function valueCode(value: JsonValue): string {
  return code(valueText(value));
}

/** The description of a property, and the facts about its value, each on a line of its own. */
export function descriptionCell(property: PropertyModel): string {
  const { description, deprecated, aliasOf, secret, default: value } = property;
  return [
    deprecated ? `**${deprecationText(aliasOf)}**` : "",
    description,
    allowedValues(property.shape),
    expectation(property),
    value === undefined ? exampleLine(property) : `Default: ${valueCode(value)}.`,
    secret ? "Secret: its value is never shown in messages." : "",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function allowedValues(shape: Shape): string {
  const values = enumValues(shape);
  if (values.length === 0) return "";
  const [only, ...others] = values;
  if (only !== undefined && others.length === 0) return `Always ${valueCode(only.value)}.`;
  if (!isDocumentedEnum(shape)) return `One of: ${values.map(({ value }) => valueCode(value)).join(", ")}.`;
  return values
    .map(({ value, description }) => valueCode(value) + (description === "" ? "" : `: ${description}`))
    .join("\n");
}

function expectation({ expected, shape }: PropertyModel): string {
  if (expected !== undefined) return sentence(`Expected: ${expected}`);
  return shape.kind === "string" && shape.pattern !== undefined ? `Pattern: ${code(shape.pattern)}` : "";
}

function exampleLine({ examples: [example], shape }: PropertyModel): string {
  const isLong = typeof example === "string" && example.includes("\n");
  if (example === undefined || isLong || enumValues(shape).length > 0) return "";
  return `Example: ${valueCode(example)}`;
}

/** What kind of value it is, with its bounds from the outermost list or map inwards; types are links. */
export function schemaCell(page: DocsPage, shape: Shape): string {
  const bounds = allBounds(shape).map((text, depth) => (depth === 0 ? text : `${text} each`));
  return [kindText(page, shape), ...bounds].join(", ");
}

function allBounds(shape: Shape): string[] {
  if (shape.kind === "reference" || enumValues(shape).length > 0) return [];
  const inner = shape.kind === "array" ? allBounds(shape.items) : shape.kind === "map" ? allBounds(shape.values) : [];
  const own = boundsText(shape);
  return own === undefined ? inner : [own, ...inner];
}

function kindText(page: DocsPage, shape: Shape): string {
  return bareKindText(page, shape) + (shape.nullable ? " or null" : "");
}

function bareKindText(page: DocsPage, shape: Shape): string {
  switch (shape.kind) {
    case "reference":
      return typeLink(page.model, shape.type, page.group);
    case "array":
      return `list of ${kindText(page, shape.items)}`;
    case "map":
      return `map of string to ${kindText(page, shape.values)}`;
    case "string":
      return shape.format === undefined ? "string" : `string (${shape.format})`;
    case "int-or-string":
      return "integer or string";
    case "any":
      return "any value";
    case "object":
    case "integer":
    case "number":
    case "boolean":
      return shape.kind;
    default:
      return unreachable(shape);
  }
}
