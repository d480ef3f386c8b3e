import type { Diagnostic } from "./diagnostics.js";
import { carriesBanner } from "./output-folder.js";
import type { Emitter, EmitSettings, OutputFile, SchemaModel } from "./model/model.js";

/** What the emitters made of a model. */
export interface Emission {
  /** In the order of their paths. */
  readonly files: readonly OutputFile[];
  /** Paths that two emitters claim; on a file system that ignores case, `A.ts` and `a.ts` are one. */
  readonly conflicts: readonly Diagnostic[];
}

/**
 * Runs the emitters over a model. Throws when a file has no banner, since the next run could then not tell it from a
 * file of the user's.
 */
export async function emitAll(
  emitters: readonly Emitter[],
  model: SchemaModel,
  settings: EmitSettings = {},
): Promise<Emission> {
  const files = (await Promise.all(emitters.map(async (emit) => emit(model, settings)))).flat();
  const unmarked = files.find(({ content }) => !carriesBanner(content));
  if (unmarked) throw new Error(`The emitter of ${unmarked.path} left out the banner`);
  return {
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    conflicts: conflictsOf(files),
  };
}

function conflictsOf(files: readonly OutputFile[]): Diagnostic[] {
  const claimed = new Map<string, number>();
  for (const { path } of files) claimed.set(path.toLowerCase(), (claimed.get(path.toLowerCase()) ?? 0) + 1);
  return [...claimed].filter(([, claims]) => claims > 1).map(([path, claims]) => conflict(path, claims));
}

function conflict(path: string, claims: number): Diagnostic {
  const message = `${claims} artefacts would be written to this output file; rename one of the schemas behind them`;
  return { code: "output-conflict", severity: "error", file: path, pointer: "", line: 0, column: 0, message };
}
