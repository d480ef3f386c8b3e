import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SourceSchema } from "../../generator/input/schema-document.js";
import type { JsonValue } from "../../generator/model/model.js";
import { answersTo, type Answers } from "./fuzz/compare.js";
import { compileCases } from "./fuzz/compile.js";
import { written } from "./fuzz/json-text.js";
import { missingGo, Oracle } from "./verdict.js";

/** A document for the type of a golden folder, and whether it is valid. */
interface Example {
  readonly accepted: boolean;
  /** As JSON, or as text where its spelling matters (`1.0`). */
  readonly document?: JsonValue;
  readonly text?: string;
}

const GOLDEN = join(import.meta.dirname, "golden");

function read(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(GOLDEN, ...path), "utf8"));
}

/** A folder has `source.schema.json`, the parts that it refers to, and `documents.json`. Most were found by `npm run fuzz`. */
const CASES = readdirSync(GOLDEN).map((name) => {
  const parts = readdirSync(join(GOLDEN, name)).filter((file) => /^(?!source\.).*\.schema\.json$/.test(file));
  const sources = {
    spec: schemaOf(name, "source.schema.json"),
    parts: Object.fromEntries(parts.map((file) => [file.replace(".schema.json", ""), schemaOf(name, file)])),
  };
  const examples = (read(name, "documents.json") as Example[]).map(({ accepted, document, text }) => ({
    accepted,
    text: text ?? JSON.stringify(document),
  }));
  return { name, sources, examples };
});

/** The schema as a property has it. */
function schemaOf(name: string, file: string): SourceSchema {
  const entries = Object.entries(read(name, file) as SourceSchema);
  return Object.fromEntries(entries.filter(([keyword]) => keyword !== "$schema" && keyword !== "title"));
}

describe.skipIf(missingGo() !== undefined)("what the server and our code once judged differently", () => {
  let oracle: Oracle;
  const answers = new Map<string, readonly Answers[]>();

  beforeAll(async () => {
    oracle = await Oracle.build();
    const { cases, refusals } = await compileCases(CASES.map(({ sources }) => sources));
    expect(refusals).toEqual([]);
    const pairings = CASES.flatMap(({ examples }, index) => {
      const compiled = cases[index];
      return compiled ? [{ compiled, specs: examples.map(({ text }) => written(text)) }] : [];
    });
    for (const [index, judged] of (await answersTo(oracle, pairings)).entries()) {
      if ("refused" in judged) throw new Error(`${CASES[index]?.name ?? ""}: ${judged.refused.join("\n")}`);
      answers.set(CASES[index]?.name ?? "", judged);
    }
  });

  afterAll(() => oracle.remove());

  test.each(CASES)("$name", ({ name, examples }) => {
    const found = answers.get(name)?.map(({ ours, server, differences }, index) => ({
      text: examples[index]?.text,
      ours: ours.taken,
      server: server.taken,
      differences,
    }));
    expect(found).toEqual(
      examples.map(({ text, accepted }) => ({ text, ours: accepted, server: accepted, differences: [] })),
    );
  });
});
