import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { OPTION_SUPPORT } from "../../../runtime/index.js";

test("the list of supported options has every parameter of the schema, and none beyond", () => {
  const path = new URL("../../../schema/mqtt/mqtt-client-options.schema.json", import.meta.url);
  const { properties } = JSON.parse(readFileSync(path, "utf8")) as { properties: object };
  expect(Object.keys(OPTION_SUPPORT)).toEqual(Object.keys(properties));
});
