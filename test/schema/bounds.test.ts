import { describe, expect, test } from "vitest";
import { PLACES, type Node, type Place } from "./sources.js";

const isChoice = (schema: Node) => "enum" in schema || "const" in schema || "oneOf" in schema;
const placesOf = (type: string) => PLACES.filter(({ schema }) => schema.type === type && !isChoice(schema));
const isMap = ({ schema }: Place) => typeof schema.additionalProperties === "object";
const lacking = (places: readonly Place[], ...keywords: string[]) =>
  places
    .filter(({ schema }) => keywords.some((keyword) => typeof schema[keyword] !== "number"))
    .map(({ path, pointer }) => `${path}#${pointer}`);

describe("nothing grows without bound", () => {
  test("every string has a maxLength", () => {
    expect(placesOf("string").length).toBeGreaterThan(50);
    expect(lacking(placesOf("string"), "maxLength")).toEqual([]);
  });

  test("every list has a maxItems", () => {
    expect(placesOf("array").length).toBeGreaterThan(5);
    expect(lacking(placesOf("array"), "maxItems")).toEqual([]);
  });

  test("every map has a maxProperties and a pattern for its keys", () => {
    const maps = placesOf("object").filter(isMap);
    expect(maps.length).toBeGreaterThan(2);
    expect(lacking(maps, "maxProperties")).toEqual([]);
    expect(maps.filter(({ schema }) => !schema.propertyNames)).toEqual([]);
  });

  test("every number has a minimum and a maximum", () => {
    const numbers = [...placesOf("integer"), ...placesOf("number")];
    expect(numbers.length).toBeGreaterThan(0);
    expect(lacking(numbers, "minimum", "maximum")).toEqual([]);
  });

  test("every pattern says in words what it expects", () => {
    const silent = PLACES.filter(({ schema }) => "pattern" in schema && !("x-octopus-expected" in schema));
    expect(silent.map(({ path, pointer }) => `${path}#${pointer}`)).toEqual([]);
  });
});
