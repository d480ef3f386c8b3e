import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildSources } from "../../generator/generate.js";
import { DIAGNOSTIC_CODES, type Diagnostic } from "../../generator/diagnostics.js";
import type { JsonValue, SchemaModel } from "../../generator/model/model.js";
import { loadValidators, type Validators } from "../generator/support/validators.js";
import { asSource, impliedType, isObject, suiteGroups, type SuiteGroup } from "./suite.js";

const TYPED = "the dialect has these keywords only beside a type, and the document is of another";
const NULL = "a null in a field counts as absent";
const ASSERTED = "a format is a constraint here; the file takes it for a remark";
const SERVER = "the API server checks formats, and reads RFC 3339 in its own way: no second 60, any offset";

const WIDENED = "a property that only a branch declares has its type wherever it stands, which the run reports";
const SERVER_DATE_TIMES = [
  "format-date-time 1998-12-31T23:59:60Z",
  "format-date-time 1998-12-31T15:59:60.123-08:00",
  "format-date-time 1990-12-31T15:59:59-24:00",
];

/** Why a document is not judged though its schema is a source. */
function reasonToSkip({ file, schema }: SuiteGroup, data: JsonValue): string | undefined {
  const type = impliedType(schema);
  if (type !== undefined && typeOf(data) !== type) return TYPED;
  if (holdsNull(data)) return NULL;
  if (file === "dependentSchemas" && JSON.stringify(data) === '{"foo":"quux"}') return WIDENED;
  if (file === "format" && typeof data === "string") return ASSERTED;
  if (typeof data === "string" && SERVER_DATE_TIMES.includes(`${file} ${data}`)) return SERVER;
  return undefined;
}

const GROUPS = suiteGroups();

describe("the public test suite of JSON Schema", () => {
  let refused: ReadonlyMap<number, Diagnostic>;
  let validators: Readonly<Record<string, Validators>>;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-suite-"));
    try {
      const write = (group: SuiteGroup, index: number) =>
        writeFile(join(folder, fileName(index)), sourceText(group, index));
      await Promise.all(GROUPS.map(write));
      const sound = await soundModel(folder);
      refused = sound.refused;
      validators = await loadValidators(sound.model);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 300_000);

  test("our validators judge every document as it says", () => {
    const wrong = GROUPS.flatMap((group, index) =>
      group.tests
        .filter(({ data }) => !refused.has(index) && reasonToSkip(group, data) === undefined)
        .filter(({ data, valid }) => validators[`S${index}`]?.is(data) !== valid)
        .map(({ description }) => `${group.file}: ${group.description}: ${description}`),
    );
    expect(wrong).toEqual([]);
  });

  test("what the dialect leaves out is refused at its line, with words", () => {
    for (const { code, line, message } of refused.values()) {
      expect(DIAGNOSTIC_CODES).toHaveProperty(code);
      expect(line).toBeGreaterThan(0);
      expect(message.length).toBeGreaterThan(20);
    }
  });

  // Of each file: documents judged as the suite says, documents of schemas that the dialect refuses, and documents
  // skipped for one of the reasons above. A change of the dialect shows there.
  test("the numbers are those of counts.txt", async () => {
    const counts: Record<string, [number, number, number]> = {};
    for (const [index, group] of GROUPS.entries()) {
      const count = (counts[group.file] ??= [0, 0, 0]);
      for (const { data } of group.tests)
        count[refused.has(index) ? 1 : reasonToSkip(group, data) === undefined ? 0 : 2]++;
    }
    const sum = (place: 0 | 1 | 2) => Object.values(counts).reduce((total, count) => total + count[place], 0);
    console.info(`JSON Schema test suite: ${sum(0)} passed, ${sum(1)} of refused schemas, ${sum(2)} skipped`);
    const lines = Object.entries(counts).map(([file, numbers]) => [file.padEnd(22), ...numbers.map(column)].join(""));
    const head = ["file".padEnd(22), ...["passed", "refused", "skipped"].map(column)].join("");
    await expect([head, ...lines, ""].join("\n")).toMatchFileSnapshot("counts.txt");
  });
});

function column(value: number | string): string {
  return String(value).padStart(9);
}

function fileName(index: number): string {
  return `s${index}.schema.json`;
}

/** The model of all schemas that the generator takes, and its first word about each of the others. */
async function soundModel(folder: string): Promise<{ model: SchemaModel; refused: Map<number, Diagnostic> }> {
  const refused = new Map<number, Diagnostic>();
  for (;;) {
    const { model, diagnostics } = await buildSources(folder);
    if (model) return { model, refused };
    const files = new Set<string>();
    for (const error of diagnostics.filter(({ severity }) => severity === "error")) {
      const name = /s(\d+)\.schema\.json$/.exec(error.file);
      if (!name) throw new Error(error.message);
      files.add(name[0]);
      if (!refused.has(Number(name[1]))) refused.set(Number(name[1]), error);
    }
    for (const file of files) await rm(join(folder, file));
  }
}

function sourceText({ schema }: SuiteGroup, index: number): string {
  const source = asSource(schema);
  const head = { $schema: "https://json-schema.org/draft/2020-12/schema", title: `S${index}` };
  return JSON.stringify(isObject(source) ? { ...head, ...source } : source);
}

function typeOf(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  return value === null ? "null" : typeof value;
}

function holdsNull(value: JsonValue): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).some((member: JsonValue) => member === null || holdsNull(member))
  );
}
