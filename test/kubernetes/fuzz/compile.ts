import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GeneratorError, type Diagnostic } from "../../../generator/diagnostics.js";
import { emitCrds } from "../../../generator/emit/crds.js";
import { emitDefaults } from "../../../generator/emit/defaults.js";
import { emitSupport } from "../../../generator/emit/support.js";
import { emitChecks } from "../../../generator/emit/checks.js";
import { emitValidators } from "../../../generator/emit/validators.js";
import { buildSources, generate, type Generation } from "../../../generator/generate.js";
import type { OutputFile } from "../../../generator/model/model.js";
import { importOutput } from "../../generator/support/generated-code.js";
import type { Validators } from "../../generator/support/validators.js";
import { byCase, withoutBadDefaults } from "./repair.js";
import { filesOf, kindOf, type CaseSources } from "./sources.js";

/** What our three back ends make of a case. */
export interface Compiled extends Validators {
  readonly sources: CaseSources;
  readonly kind: string;
  /** The CRD as YAML. */
  readonly crd: string;
  readonly applyDefaults: (document: unknown) => unknown;
}

/** The compiled cases, undefined for those that the generator refuses, and its words about these. */
export interface Compilation {
  readonly cases: readonly (Compiled | undefined)[];
  readonly refusals: readonly Diagnostic[];
}

/** Compiles all cases in one run of the generator, which is what makes many small ones affordable. */
export async function compileCases(cases: readonly CaseSources[]): Promise<Compilation> {
  const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-fuzz-"));
  try {
    const sound = await writeSound(folder, cases);
    const { kept, files, refusals } = await generateEmitted(folder, sound);
    const code = files.filter(({ path }) => path.endsWith(".ts"));
    const exports = await importOutput<Record<string, never>>([...code, entryOf(kept)], "entry.ts");
    return {
      cases: cases.map((_, index) => {
        const sources = kept.get(index);
        return sources && pick(sources, index, files, exports);
      }),
      refusals,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Generates, without the cases in which emitters find errors that the sources alone do not show. */
async function generateEmitted(folder: string, sound: Sound): Promise<Sound & Pick<Generation, "files">> {
  const [kept, refusals] = [new Map(sound.kept), [...sound.refusals]];
  for (;;) {
    const { files, model, diagnostics } = await generate({
      schemaDir: folder,
      emitters: () => Promise.resolve(EMITTERS),
    });
    if (model) return { kept, refusals, files };
    const errors = byCase(diagnostics.filter(({ severity }) => severity === "error"));
    for (const [index, found] of errors) {
      const sources = kept.get(index);
      if (!sources) throw new GeneratorError(found);
      await removeCase(folder, sources, index);
      kept.delete(index);
      refusals.push(...found);
    }
    if (errors.size === 0) throw new GeneratorError(diagnostics);
  }
}

const EMITTERS = [emitDefaults, emitChecks, emitValidators, emitSupport, emitCrds];

/** Writes the cases into a folder: without the defaults that are refused, and without the cases that still are. */
async function writeSound(folder: string, cases: readonly CaseSources[]): Promise<Sound> {
  const kept = new Map(cases.entries());
  const refusals: Diagnostic[] = [];
  for (const [index, sources] of kept) await writeCase(folder, sources, index);
  for (;;) {
    const { diagnostics } = await buildSources(folder);
    const errors = byCase(diagnostics.filter(({ severity }) => severity === "error"));
    if (errors.size === 0) return { kept, refusals };
    for (const [index, found] of errors) {
      const sources = kept.get(index);
      if (!sources) throw new GeneratorError(found);
      const repaired = withoutBadDefaults(sources, found);
      if (repaired) await writeCase(folder, repaired, index);
      else await removeCase(folder, sources, index);
      if (repaired) kept.set(index, repaired);
      else kept.delete(index);
      if (!repaired) refusals.push(...found.filter(({ code }) => code !== "invalid-default"));
    }
  }
}

interface Sound {
  readonly kept: ReadonlyMap<number, CaseSources>;
  readonly refusals: readonly Diagnostic[];
}

async function writeCase(folder: string, sources: CaseSources, index: number): Promise<void> {
  const files = Object.entries(filesOf(sources, index));
  await Promise.all(files.map(([name, schema]) => writeFile(join(folder, name), JSON.stringify(schema))));
}

async function removeCase(folder: string, sources: CaseSources, index: number): Promise<void> {
  await Promise.all(Object.keys(filesOf(sources, index)).map((name) => rm(join(folder, name))));
}

function entryOf(kept: Sound["kept"]): OutputFile {
  const lines = [...kept.keys()].flatMap((index) =>
    ["validators", "defaults"].map((folder) => `export * from "./${folder}/case${index}.js";`),
  );
  return { path: "entry.ts", content: lines.join("\n") };
}

function pick(
  sources: CaseSources,
  index: number,
  files: readonly OutputFile[],
  exports: Readonly<Record<string, never>>,
): Compiled {
  const kind = kindOf(index);
  const crd = files.find(({ path }) => path.startsWith("crds/") && path.endsWith(`_case${index}s.yaml`));
  if (!crd) throw new Error(`There is no CRD of ${kind}`);
  const functions = {
    validate: `validate${kind}`,
    warn: `warn${kind}`,
    is: `is${kind}`,
    parse: `parse${kind}`,
    applyDefaults: `apply${kind}Defaults`,
  };
  const found = Object.fromEntries(Object.entries(functions).map(([name, exported]) => [name, exports[exported]]));
  return { sources, kind, crd: crd.content, ...(found as unknown as Omit<Compiled, "sources" | "kind" | "crd">) };
}
