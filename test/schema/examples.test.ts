import { describe, expect, test } from "vitest";
import { faults, PLACES, propertiesOf, readSource, meetsAt, TYPE_PATHS, type Node } from "./sources.js";

const isComposite = (path: string, schema: Node): boolean => {
  const { $ref } = schema;
  if (typeof $ref !== "string") return "properties" in schema;
  return isComposite($ref, readSource(new URL($ref, `file:///${path}`).pathname.slice(1)));
};

const fields = TYPE_PATHS.flatMap((path) =>
  Object.entries(propertiesOf(readSource(path))).map(([name, schema]) => ({ path, name, schema })),
);

describe("every leaf has a default or an example", () => {
  const leaves = fields.filter(({ path, schema }) => !isComposite(path, schema));
  test.each(leaves)("$path $name", ({ schema }) => {
    expect("default" in schema || "examples" in schema).toBe(true);
  });
});

describe("examples and defaults are valid", () => {
  const withValues = PLACES.filter(({ schema }) => "default" in schema || "examples" in schema);
  test.each(withValues)("$path#$pointer", ({ path, pointer, schema }) => {
    const values = [...((schema.examples ?? []) as unknown[]), ...("default" in schema ? [schema.default] : [])];
    for (const value of values) expect(meetsAt(path, pointer, value)).toBe(true);
  });
});

test("a document made of all examples breaks no rule but those that two spellings of one thing break", () => {
  const examples = (type: string) =>
    Object.fromEntries(
      Object.entries(propertiesOf(readSource(`mqtt/${type}.schema.json`)))
        .filter(([name, schema]) => "examples" in schema && !name.endsWith("Ref") && schema.deprecated !== true)
        .map(([name, schema]) => [name, (schema.examples as unknown[])[0]]),
    );
  const client = {
    ...examples("mqtt-client-options"),
    server: "wss://broker.example.com/mqtt",
    basicAuth: examples("mqtt-client-basic-auth"),
    tlsConfig: examples("mqtt-client-tls"),
    store: examples("mqtt-client-store"),
  };
  const message = {
    ...examples("mqtt-message-options"),
    will: examples("mqtt-will-message"),
    operator: examples("mqtt-message-topic-operator"),
  };
  expect(faults("mqtt/mqtt-options", { client, message })).toEqual([]);
});
