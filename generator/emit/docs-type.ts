import type { ObjectShape, PropertyModel, Shape, TypeModel } from "../model/model.js";
import { code, descriptionCell, schemaCell, tableHead, tableRow, valueCode, type DocsPage } from "./docs-cells.js";
import { sampledTypes, samplePath } from "./samples.js";
import { docsPath, relativeLink } from "./docs-links.js";
import { enumValues, isDocumentedEnum, sentence } from "./wording.js";

/** The section of a type: heading, description, table or facts, rules, warnings and notes. Blocks are separated by empty lines. */
export function typeSection(page: DocsPage, type: TypeModel): string[] {
  const { shape } = type;
  return [
    `## ${type.name}`,
    type.description,
    ...(type.deprecated ? ["**Deprecated.**"] : []),
    ...sampleLink(page, type),
    ...(shape.kind === "object" ? objectBlocks(page, shape) : valueBlocks(page, type)),
    ...notes(type),
  ].filter((block) => block !== "");
}

function sampleLink({ model, group }: DocsPage, type: TypeModel): string[] {
  if (!sampledTypes(model).has(type)) return [];
  const link = relativeLink(docsPath(group), samplePath(type));
  return [`Annotated sample: [${type.fileName}.yaml](${link})`];
}

function objectBlocks(page: DocsPage, shape: ObjectShape): string[] {
  const rows = propertyRows(page, shape, "");
  const openness = "Other fields are allowed and kept as they are.";
  return [
    ...(rows.length > 0
      ? [[...tableHead(["Parameter", "Description", "Schema", "Required"]), ...rows].join("\n")]
      : []),
    ...(shape.open ? [openness] : []),
    ...findings("Refused:", shape.rules),
    ...findings("Warned about:", shape.warnings),
  ];
}

/** A row for each property; those of objects without a type of their own follow, named by their path. */
function propertyRows(page: DocsPage, shape: ObjectShape, prefix: string): string[] {
  return shape.properties.flatMap((property) => {
    const name = `${prefix}${property.wireName}`;
    return [propertyRow(page, property, name), ...nestedRows(page, property.shape, name)];
  });
}

function nestedRows(page: DocsPage, shape: Shape, name: string): string[] {
  if (shape.kind === "object") return propertyRows(page, shape, `${name}.`);
  if (shape.kind === "array") return nestedRows(page, shape.items, `${name}[]`);
  return shape.kind === "map" ? nestedRows(page, shape.values, `${name}.*`) : [];
}

function propertyRow(page: DocsPage, property: PropertyModel, name: string): string {
  return tableRow([code(name), descriptionCell(property), schemaCell(page, property.shape), String(property.required)]);
}

/** A type that is no object: the table of its values, or what its value looks like. */
function valueBlocks(page: DocsPage, type: TypeModel): string[] {
  const { shape, expected, examples } = type;
  if (isDocumentedEnum(shape)) {
    const rows = enumValues(shape).map(({ value, description }) =>
      tableRow([valueCode(value), description, shape.kind]),
    );
    return [[...tableHead(["Parameter", "Description", "Schema"]), ...rows].join("\n")];
  }
  const facts = [
    `Schema: ${schemaCell(page, shape)}`,
    expected === undefined ? "" : `Expected: ${expected}`,
    shape.kind === "string" && shape.pattern !== undefined ? `Pattern: ${code(shape.pattern)}` : "",
    examples.length > 0 ? `Examples: ${examples.map(valueCode).join(", ")}` : "",
  ];
  return [bullets(facts.filter((fact) => fact !== ""))];
}

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

function findings(title: string, list: readonly Finding[]): string[] {
  if (list.length === 0) return [];
  return [
    title,
    bullets(list.map(({ code: name, message, remedy }) => `${code(name)}: ${message}; ${sentence(remedy)}`)),
  ];
}

/** Where the sources of the schema differ: which was followed, and why. */
function notes({ comment, shape }: TypeModel): string[] {
  const properties = shape.kind === "object" ? shape.properties : [];
  const lines = [
    ...(comment === undefined ? [] : [comment]),
    ...properties.flatMap((property) =>
      property.comment === undefined ? [] : [`${code(property.wireName)}: ${property.comment}`],
    ),
  ];
  return lines.length > 0 ? ["Notes:", bullets(lines)] : [];
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line.replace(/\n+/g, "\n  ")}`).join("\n");
}
