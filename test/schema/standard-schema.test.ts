import { sValidator } from "@hono/standard-validator";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import fc from "fast-check";
import { Hono } from "hono";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  parseMQTTOptions,
  standardDeviceLink,
  standardDuration,
  standardMQTTOptions,
  validateMQTTOptions,
  type MQTTOptions,
  type ResolvedMQTTOptions,
} from "../../generated/index.js";

const OPTIONS = {
  client: {
    server: "tls://broker.example",
    keepAlive: "10s",
    basicAuth: { username: "a", password: "b" },
    tlsConfig: { serverName: "broker.example" },
    store: { type: "File" },
    httpHeaders: { a: ["b", "c"] },
  },
  message: { topic: "a/:name", qos: 1, will: { content: "b2ZmbGluZQ==" } },
} as const;

describe("the Standard Schema of a type", () => {
  test("is one to the compiler, with the types of the document", () => {
    expectTypeOf(standardMQTTOptions).toExtend<StandardSchemaV1<MQTTOptions, ResolvedMQTTOptions>>();
    expectTypeOf<StandardSchemaV1.InferInput<typeof standardMQTTOptions>>().toEqualTypeOf<MQTTOptions>();
    expectTypeOf<StandardSchemaV1.InferOutput<typeof standardMQTTOptions>>().toEqualTypeOf<ResolvedMQTTOptions>();
    expect(standardMQTTOptions["~standard"]).toMatchObject({ version: 1, vendor: "octopus-mqtt" });
  });

  test("gives the document with its defaults", () => {
    const options = { client: { server: "tcp://broker" }, message: { topic: "a" } };
    expect(standardMQTTOptions["~standard"].validate(options)).toEqual({ value: parseMQTTOptions(options) });
  });

  test("names keys and indexes", () => {
    const link = { spec: { references: [{ name: "a", secret: { name: "b" } }, { name: 5 }] } };
    const { issues = [] } = standardDeviceLink["~standard"].validate(link);
    expect(issues.map(({ path }) => path)).toContainEqual(["spec", "references", 1, "name"]);
  });

  test("is there for types that are no objects, too", () => {
    expect(standardDuration["~standard"].validate("10s")).toEqual({ value: "10s" });
    expect(standardDuration["~standard"].validate("10")).toMatchObject({ issues: [{ path: [] }] });
  });

  test("says of mutated documents what the validator says", () => {
    let refused = 0;
    fc.assert(
      fc.property(mutated(OPTIONS), (document) => {
        const errors = validateMQTTOptions(document);
        const result = standardMQTTOptions["~standard"].validate(document);
        if (errors.length === 0) expect(result).toEqual({ value: parseMQTTOptions(document) });
        else {
          refused += 1;
          const said = result.issues?.map(({ message, path }) => `${path.map(escaped).join("")} ${message}`);
          expect(said).toEqual(errors.map(({ message, pointer }) => `${pointer} ${message}`));
        }
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(500);
  });
});

test("Hono takes it: a handler gets the defaults, a bad request its issues", async () => {
  const app = new Hono().post("/options", sValidator("json", standardMQTTOptions), (context) => {
    expectTypeOf(context.req.valid("json")).toEqualTypeOf<ResolvedMQTTOptions>();
    return context.json(context.req.valid("json"));
  });
  const post = (body: unknown) =>
    app.request("/options", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const accepted = await post(OPTIONS);
  expect(accepted.status).toBe(200);
  expect(await accepted.json()).toEqual(parseMQTTOptions(OPTIONS));
  const refused = await post({ ...OPTIONS, message: { topic: "a", qos: 3 } });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ success: false, error: [{ path: ["message", "qos"] }] });
});

/** A reference token of a JSON pointer. */
function escaped(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** A document in which up to three values were replaced, removed or added. */
function mutated(document: object): fc.Arbitrary<unknown> {
  const places = placesIn(document);
  const change = fc.record({
    path: fc.constantFrom(...places),
    key: fc.constantFrom("", "a/b~c", "0", "extra"),
    value: fc.oneof(fc.anything({ maxDepth: 1 }), fc.constantFrom(null, "", "1s", 0, 1, true, [], {})),
    how: fc.constantFrom("replace", "remove", "add"),
  });
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const copy: unknown = structuredClone(document);
    for (const { path, key, value, how } of changes) {
      const [last = "", ...above] = [...path].reverse();
      const holder = above.reduceRight<unknown>((at, step) => (isHolder(at) ? at[step] : undefined), copy);
      if (!isHolder(holder)) continue;
      if (how === "replace") holder[last] = value;
      else if (how === "remove") Reflect.deleteProperty(holder, last);
      else if (isHolder(holder[last])) holder[last][key] = value;
    }
    return copy;
  });
}

function placesIn(value: unknown): string[][] {
  if (!isHolder(value)) return [];
  return Object.keys(value).flatMap((key) => [[key], ...placesIn(value[key]).map((below) => [key, ...below])]);
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
