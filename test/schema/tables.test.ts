import { describe, expect, test } from "vitest";
import { propertiesOf, TYPE_PATHS, typeSource, type Node } from "./sources.js";
import { JSON_TYPES, TABLES, TYPE_FILES } from "./tables.js";

/** The row of a table as a source has it: the misspelt field stands for the one that it is an alias of. */
function rowOf(schema: Node, name: string): Node {
  const property = propertiesOf(schema)[name] ?? {};
  const alias = property["x-octopus-alias-of"];
  return typeof alias === "string" ? (propertiesOf(schema)[alias] ?? {}) : property;
}

const isAliased = (schema: Node, name: string) =>
  Object.values(propertiesOf(schema)).some((property) => property["x-octopus-alias-of"] === name);

describe.each(Object.entries(TABLES))("%s", (file, rows) => {
  const schema = typeSource(`mqtt/${file}`);
  const required = (schema.required ?? []) as string[];

  test("has the fields of its table, in that order", () => {
    const names = Object.keys(propertiesOf(schema)).filter((name) => !isAliased(schema, name));
    expect(names).toEqual(rows.map(([name]) => name));
  });

  test.each(rows.map((row) => ({ row, name: row[0] })))("$name", ({ row: [name, type, isRequired, value] }) => {
    const property = rowOf(schema, name);
    expect(property.$ref ?? property.type).toBe(TYPE_FILES[type] ?? JSON_TYPES[type]);
    expect(required.includes(name)).toBe(isRequired);
    expect(property.default).toEqual(value);
  });
});

test("the tables of choices are there", () => {
  const choices = (schema: Node) => ((schema.oneOf ?? []) as Node[]).map((choice) => choice.const);
  expect(choices(typeSource("mqtt/mqtt-message-qos-level"))).toEqual([0, 1, 2]);
  expect(choices(rowOf(typeSource("mqtt/mqtt-client-options"), "protocolVersion"))).toEqual([0, 3, 4]);
  expect(choices(rowOf(typeSource("mqtt/mqtt-client-store"), "type"))).toEqual(["Memory", "File"]);
});

test("there is no other type in the group", () => {
  const files = [...Object.keys(TABLES), "mqtt-message-qos-level"].map((file) => `mqtt/${file}.schema.json`);
  expect(TYPE_PATHS.filter((path) => path.startsWith("mqtt/"))).toEqual(files.sort());
});

test("a reference needs both its parts", () => {
  const { required, properties } = typeSource("common/device-link-reference-relationship");
  expect(required).toEqual(["name", "item"]);
  expect(Object.keys(properties as object)).toEqual(["name", "item"]);
});
