import type { JsonObject, JsonValue, ObjectShape, PropertyModel, SchemaModel, Shape } from "../model/model.js";
import { wrapText } from "../print/wrap-text.js";
import { commentLines, printYaml } from "../print/yaml.js";
import { isList, isObject, isSame } from "./condition.js";
import { inlineReference } from "./inline-reference.js";
import type { SamplePlace } from "./sample-place.js";
import { memberPlace, propertyPlace, sampleValue } from "./sample-value.js";
import { boundsText, deprecationText, enumValues, enumValueText, isDocumentedEnum, sentence } from "./wording.js";
import { own } from "../own.js";

/** Prose is wrapped at this width, and not narrower than the second one however deep it is nested. */
const WIDTH = 100;
const LEAST_WIDTH = 50;

/**
 * The properties of an object as annotated YAML. Properties that `value` has are live. All others are there too, with a
 * value to show, but off: each of their lines has a `#` directly before the YAML, and deleting these turns one on.
 */
export function objectLines(
  model: SchemaModel,
  place: SamplePlace,
  shape: ObjectShape,
  value: JsonObject,
  width = WIDTH,
): string[] {
  const described = shape.properties.map((property) => {
    const child = propertyPlace(place, property);
    const given = own(value, property.wireName);
    const mark =
      given !== undefined && property.default !== undefined && isSame(given, property.default) ? " # default" : "";
    const shown = given ?? sampleValue(model, child);
    const [head = "", ...rest] = entryLines(model, child, property.wireName, shown, width);
    const code = [head + mark, ...rest];
    return [...proseLines(model, child, property, width), ...(given === undefined ? turnOff(code) : code)];
  });
  const names = new Set(shape.properties.map(({ wireName }) => wireName));
  const others = Object.entries(value).filter(([name]) => !names.has(name));
  return separate([...described, ...others.map(([name, other]) => yamlLines({ [name]: other }))]);
}

/** `key: value`, with what is inside of objects annotated. */
function entryLines(model: SchemaModel, place: SamplePlace, key: string, value: JsonValue, width: number): string[] {
  const inner = innerLines(model, place, value, width - 2);
  return inner === undefined ? yamlLines({ [key]: value }) : [`${keyText(key)}:`, ...indent(inner)];
}

/** The annotated lines of a value that contains described properties; undefined where plain YAML says everything. */
function innerLines(model: SchemaModel, place: SamplePlace, value: JsonValue, width: number): string[] | undefined {
  const { shape } = inlineReference(model, place);
  if (isList(value) && shape.kind === "array") return listLines(model, memberPlace(place, shape), value, width);
  if (!isObject(value) || Object.keys(value).length === 0) return undefined;
  if (shape.kind === "map") return mapLines(model, memberPlace(place, shape), value, width);
  return shape.kind === "object" && shape.properties.length > 0
    ? objectLines(model, place, shape, value, width)
    : undefined;
}

/** A list whose first item is annotated; undefined if there is nothing to say about it. */
function listLines(model: SchemaModel, items: SamplePlace, [first, ...others]: readonly JsonValue[], width: number) {
  const inner = first === undefined ? undefined : innerLines(model, items, first, width - 2);
  if (inner === undefined) return undefined;
  const item = inner.map((line, index) => (index === 0 ? `- ${line}` : indentLine(line)));
  return [...item, ...(others.length > 0 ? yamlLines(others) : [])];
}

/** A map whose first value is annotated; undefined if there is nothing to say about it. */
function mapLines(model: SchemaModel, values: SamplePlace, map: JsonObject, width: number): string[] | undefined {
  const [[key, first] = ["", null], ...others] = Object.entries(map);
  const inner = innerLines(model, values, first, width - 2);
  if (inner === undefined) return undefined;
  return [`${keyText(key)}:`, ...indent(inner), ...others.flatMap(([name, value]) => yamlLines({ [name]: value }))];
}

function proseLines(model: SchemaModel, place: SamplePlace, property: PropertyModel, width: number): string[] {
  const { description, deprecated, shape } = inlineReference(model, place);
  const head = [
    property.required ? "REQUIRED." : "",
    deprecated ? deprecationText(property.aliasOf) : "",
    description,
    rangeSentence(shape),
  ];
  const values = isDocumentedEnum(shape) ? enumValues(shape).map((value) => `- ${enumValueText(value)}`) : [];
  const prose = [head.filter((part) => part !== "").join(" "), ...values].filter((line) => line !== "");
  // Two characters of each line are the comment sign.
  return prose.length === 0 ? [] : commentLines(wrapText(prose.join("\n"), Math.max(width - 2, LEAST_WIDTH)));
}

function rangeSentence(shape: Shape): string {
  const range = shape.kind === "integer" || shape.kind === "number" ? boundsText(shape) : undefined;
  return range === undefined ? "" : sentence(`Range: ${range}`);
}

/** The blocks with an empty line between them. */
function separate(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

function turnOff(lines: readonly string[]): string[] {
  return lines.map((line) => (line === "" ? "" : `#${line}`));
}

function indent(lines: readonly string[]): string[] {
  return lines.map(indentLine);
}

function indentLine(line: string): string {
  return line === "" ? "" : `  ${line}`;
}

function yamlLines(value: JsonValue): string[] {
  return printYaml(value).trimEnd().split("\n");
}

/** The key as YAML, quoted where it needs it. */
function keyText(key: string): string {
  return printYaml({ [key]: 0 }).replace(/: 0\n$/, "");
}
