import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { buildSources } from "../../../generator/generate.js";
import type { SchemaModel } from "../../../generator/model/model.js";
import { isDateTime } from "../../../templates/support/date-time.js";
import { FULL, MUTATED, pathsOf, valueAt, withValue, type Path } from "../support/documents.js";
import { typeErrors } from "../support/generated-code.js";
import { emitValidatorModules, loadValidators, type Validators } from "../support/validators.js";

const SCHEMAS = join(import.meta.dirname, "../../../schema");

let loading: Promise<{ model: SchemaModel; validators: Record<string, Validators> }> | undefined;

/** The project's own schemas, compiled once. */
async function ownSchemas(): Promise<{ model: SchemaModel; validators: Record<string, Validators>; mqtt: Validators }> {
  loading ??= buildSources(SCHEMAS).then(async ({ model, diagnostics }) => {
    if (!model) throw new Error(JSON.stringify(diagnostics, undefined, 2));
    return { model, validators: await loadValidators(model) };
  });
  const { model, validators } = await loading;
  const mqtt = validators.MQTTOptions;
  if (!mqtt) throw new Error("MQTTOptions is not among the schemas");
  return { model, validators, mqtt };
}

/** ajv at run time on the sources themselves: what the keywords mean, without any of our stages. */
async function oracle(): Promise<(title: string, value: unknown) => boolean> {
  const paths = (await readdir(SCHEMAS, { recursive: true })).filter((path) => path.endsWith(".schema.json"));
  const ajv = new Ajv2020({ strict: false, validateSchema: false, formats: { "date-time": isDateTime } });
  const ids = new Map<string, string>();
  for (const path of paths.filter((each) => !each.startsWith("meta"))) {
    const schema = JSON.parse(readFileSync(join(SCHEMAS, path), "utf8")) as { title: string };
    const id = `file:///${path.replaceAll("\\", "/")}`;
    ids.set(schema.title, id);
    ajv.addSchema({ ...schema, $id: id });
  }
  return (title, value) => ajv.getSchema(ids.get(title) ?? "")?.(value) === true;
}

// Compiling all schemas takes longer than any test, on a busy machine longer than a hook has by default.
beforeAll(async () => {
  await ownSchemas();
}, 180_000);

test("the verdict is that of ajv on the sources, defaults applied", async () => {
  const { mqtt } = await ownSchemas();
  const isValid = await oracle();
  const verdicts = { valid: 0, invalid: 0 };
  fc.assert(
    fc.property(MUTATED, (document) => {
      const issues = mqtt.validate(document);
      const valid = issues.length === 0;
      verdicts[valid ? "valid" : "invalid"]++;
      expect(mqtt.is(document)).toBe(valid);
      if (valid) expect(isValid("MQTTOptions", mqtt.parse(document))).toBe(true);
      else expect(isValid("MQTTOptions", document)).toBe(false);
    }),
    { numRuns: 2000, seed: 1 },
  );
  expect(Math.min(verdicts.valid, verdicts.invalid)).toBeGreaterThan(100);
});

test("every example and default of the sources is valid", async () => {
  const { model, validators } = await ownSchemas();
  const examples = model.types.flatMap(({ name, examples: given }) => given.map((value) => ({ name, value })));
  expect(examples.length).toBeGreaterThan(0);
  for (const { name, value } of examples) expect([name, validators[name]?.validate(value)]).toEqual([name, []]);
});

const MARKER = "MARKER-7f3a";

/** Secrets, and objects that hold one: whoever gives a text there may have given the secret. */
const SECRET_PLACES: Path[] = [
  ["client"],
  ["client", "basicAuth"],
  ["client", "basicAuth", "password"],
  ["client", "tlsConfig"],
  ["client", "tlsConfig", "keyFilePEM"],
  ["client", "httpHeaders"],
  ["client", "httpHeaders", "X-Site"],
  ["client", "httpHeaders", "X-Site", "0"],
  [],
];

test("no issue shows what stands at a secret place, in an unknown field, or in a container", async () => {
  const { mqtt } = await ownSchemas();
  const wrapped = [MARKER, `${MARKER}\n\0`, [MARKER], { value: MARKER }, [[MARKER]], `${MARKER}${"x".repeat(70_000)}`];
  const places = [
    ...SECRET_PLACES,
    ...pathsOf(FULL).map((path) => [...path, "unknown"]),
    ...pathsOf(FULL).flatMap((path) => (typeof valueAt(FULL, path) === "object" ? [] : [[...path, "below"]])),
  ];
  for (const path of places) {
    for (const value of wrapped) {
      const document = withValue(FULL, path, value);
      expect(JSON.stringify([mqtt.validate(document), mqtt.warn(document)])).not.toContain(MARKER);
    }
  }
});

test("user info of an address is shown nowhere", async () => {
  const { mqtt } = await ownSchemas();
  const addresses = [
    `tls://me:${MARKER}@host:1`,
    `tcp://me:a/${MARKER}@x@host`,
    `//${MARKER}@host`,
    `me:${MARKER}@host`,
  ];
  for (const path of pathsOf(FULL)) {
    for (const address of addresses) {
      const document = withValue(FULL, path, address);
      expect(JSON.stringify([mqtt.validate(document), mqtt.warn(document)])).not.toContain(MARKER);
    }
  }
  const server = withValue(FULL, ["client", "server"], addresses[0]);
  expect(mqtt.validate(server)).toMatchObject([{ code: "user-info-in-server", found: '"tls://***@host:1"' }]);
});

test("whatever JavaScript value is given, nothing is thrown", async () => {
  const { mqtt, validators } = await ownSchemas();
  const cyclic: Record<string, unknown> = { ...FULL };
  cyclic.self = cyclic;
  const odd: unknown[] = [
    undefined,
    () => 1,
    Symbol("x"),
    1n,
    NaN,
    new Map(),
    new Date(NaN),
    Object.create(null),
    cyclic,
  ];
  const everywhere = pathsOf(FULL).flatMap((path) => odd.map((value) => withValue(FULL, path, value)));
  const check = (value: unknown): void => {
    for (const { validate, is } of [mqtt, validators.Duration].filter((each) => each !== undefined)) {
      expect(is(value)).toBe(validate(value).length === 0);
    }
    mqtt.warn(value);
  };
  everywhere.forEach(check);
  const options = { withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true };
  fc.assert(
    fc.property(fc.anything({ ...options, key: fc.constantFrom("client", "message", "__proto__", "a~/") }), check),
  );
});

test("keys that are special in JavaScript are unknown fields like others", async () => {
  const { mqtt } = await ownSchemas();
  const document: unknown = JSON.parse('{"__proto__": {"client": 1}, "message": {"topic": "a"}, "toString": 1}');
  expect(mqtt.validate(document).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    " missing-field",
    "/__proto__ unknown-field",
    "/toString unknown-field",
  ]);
});

test("the output stands alone: no ajv, no require, and it compiles under the strictest settings", async () => {
  const { model } = await ownSchemas();
  const files = await emitValidatorModules(model);
  const checks = files.find(({ path }) => path === "validators/checks/mqtt-options.ts")?.content ?? "";
  expect(checks).toMatch(/^\/\/ @ts-nocheck [^\n]+\n\/\/ Generated by octopus-mqtt-codegen /);
  expect(checks).toContain("export const checkMQTTOptions: Check = checkMQTTOptionsAt;");
  for (const { content } of files) expect(content).not.toMatch(/\brequire\(|from "ajv|validate\d|schema\d/);
  expect(typeErrors(files)).toEqual([]);
});

test("types narrow for those who import them", async () => {
  const { model } = await ownSchemas();
  const user = {
    path: "user.ts",
    content: `
      import { isMQTTOptions, parseMQTTOptions } from "./validators/mqtt-options.js";
      import { checkMQTTOptions } from "./validators/checks/mqtt-options.js";
      export function topicOf(value: unknown): string | undefined {
        return isMQTTOptions(value) ? value.message.topic : undefined;
      }
      export const retained: boolean = parseMQTTOptions({}).message.retained;
      // @ts-expect-error a check takes one value
      checkMQTTOptions();
    `,
  };
  expect(typeErrors([...(await emitValidatorModules(model)), user])).toEqual([]);
});

test("a document of many mistakes is judged in time that grows with their number", async () => {
  const { mqtt } = await ownSchemas();
  const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`field-${index}`, index]));
  expect(mqtt.validate({ ...FULL, ...unknown })).toHaveLength(20_000);
});
