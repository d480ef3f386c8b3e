import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { lintText } from "../../../generator/crd-lint/lint-file.js";
import { explain } from "../../../generator/explain.js";
import { generate } from "../../../generator/generate.js";
import type { OutputFile } from "../../../generator/model/model.js";
import type { Cause, Oracle } from "../verdict.js";
import { randomSource } from "./random-source.js";
import { Random } from "./random.js";

/** What came of random sources; `faults` are those that the generator stumbled over, or made something unusable of. */
export interface SourcesRun {
  readonly seed: number;
  readonly taken: number;
  readonly refused: number;
  readonly faults: readonly string[];
}

/** A source that the generator takes, and what it makes of it. */
interface Taken {
  readonly text: string;
  readonly crds: readonly string[];
  /** Of the kind, as YAML. */
  readonly sample: string | undefined;
}

/**
 * Generates from random sources. Each must be refused with findings, or else become code that parses and CRDs that the
 * server's code and `crd lint` take. `FUZZ_SEED=7 FUZZ_SOURCES=50000` tries others, and more.
 */
export async function generateRandomSources(oracle: Oracle, count: number): Promise<SourcesRun> {
  const seed = Number(process.env.FUZZ_SEED ?? 1);
  const random = new Random(seed);
  const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-sources-"));
  const [taken, faults]: [Taken[], string[]] = [[], []];
  const total = Number(process.env.FUZZ_SOURCES ?? count);
  try {
    for (let done = 0; done < total; done++) {
      const { schema, crd } = randomSource(random);
      const text = `${JSON.stringify(schema)} ${JSON.stringify(crd)}`;
      await writeFile(join(folder, "thing.schema.json"), JSON.stringify(schema));
      await writeFile(join(folder, "thing.crd.json"), JSON.stringify(crd));
      try {
        const { files, diagnostics } = await generate({ schemaDir: folder });
        const hasErrors = diagnostics.some(({ severity }) => severity === "error");
        const odd = [...diagnostics.map(({ message }) => message), ...(await explanations(folder))].filter(isOdd);
        const problems = [...odd, ...(hasErrors && files.length > 0 ? ["files beside errors"] : []), ...broken(files)];
        faults.push(...problems.map((problem) => `${problem}: ${text}`));
        if (!hasErrors) taken.push({ text, crds: crdsOf(files), sample: sampleOf(files) });
      } catch (error) {
        faults.push(`${error instanceof Error ? (error.stack ?? "") : String(error)}: ${text}`);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return {
    seed,
    taken: taken.length,
    refused: total - taken.length,
    faults: [...faults, ...(await unusable(oracle, taken))],
  };
}

async function explanations(folder: string): Promise<string[]> {
  const explained = await explain(folder, join(folder, "thing.schema.json"));
  return (explained ?? []).map(({ into }) => into);
}

/** What a message looks like that was made of something that is not there. */
function isOdd(message: string): boolean {
  return /\bundefined\b(?! field)|\[object |\[native code\]|\bNaN\b/.test(message);
}

function broken(files: readonly OutputFile[]): string[] {
  const modules = files.filter(({ path }) => path.endsWith(".ts"));
  return modules.flatMap(({ path, content }) => {
    const { diagnostics = [] } = ts.transpileModule(content, { reportDiagnostics: true });
    return diagnostics.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  });
}

function crdsOf(files: readonly OutputFile[]): string[] {
  return files.filter(({ path }) => /^crds\/[^/]*_things\.yaml$/.test(path)).map(({ content }) => content);
}

function sampleOf(files: readonly OutputFile[]): string | undefined {
  return files.find(({ path }) => path === "samples/thing.yaml")?.content;
}

/** What the server's code, or `crd lint`, would not take of what was made. */
async function unusable(oracle: Oracle, taken: readonly Taken[]): Promise<string[]> {
  const made = taken.flatMap(({ text, crds, sample }) => crds.map((crd) => ({ text, crd, sample })));
  const answers = await oracle.judgeAll(
    made.map(({ crd, sample }) => ({ crd, objects: sample === undefined ? [] : [objectFrom(sample, crd)] })),
  );
  return made.flatMap(({ text, crd }, index) => {
    const { accepted, errors, strictDecoding, objects } = answers[index] ?? {};
    const [lint] = lintText(crd, "crd.yaml");
    const isSound = accepted === true && (strictDecoding ?? []).length === 0 && lint?.accepted === true;
    const refused = (objects ?? []).flatMap((object) => [...(object.errors ?? []), ...(object.unknownFields ?? [])]);
    return [
      ...(isSound ? [] : [`${JSON.stringify(errors ?? strictDecoding ?? lint?.diagnostics)}: ${text}`]),
      ...refused.filter(isAboutContents).map((cause) => `the sample is refused, ${JSON.stringify(cause)}: ${text}`),
    ];
  });
}

/** What every object has is not the sample's, but that of the kind. */
function isAboutContents(cause: string | Cause): boolean {
  return !/^(?:apiVersion|kind|metadata)\b/.test(typeof cause === "string" ? cause : cause.field);
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string }[];
  };
}

/** The sample as an object of the kind; a sample tells of a type, which may be the root of several kinds. */
function objectFrom(sample: string, crd: string): string {
  const { spec } = parse(crd) as Definition;
  const head = { apiVersion: `${spec.group}/${spec.versions[0]?.name ?? ""}`, kind: spec.names.kind };
  return JSON.stringify({ ...(parse(sample) as object), ...head, metadata: { name: "x", namespace: "default" } });
}
