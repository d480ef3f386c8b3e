import type { Diagnostic } from "./diagnostics.js";
import { carriesBanner } from "./output-folder.js";
import type { Emitter, EmitSettings, OutputFile, SchemaModel } from "./model/model.js";
import type { NamedEmitter } from "./named-emitter.js";

/** What the emitters made of a model. */
export interface Emission {
  /** In the order of their paths. */
  readonly files: readonly OutputFile[];
  /** What is wrong with files of the user's emitters, and paths that two emitters claim; on a file system that ignores case, `A.ts` and `a.ts` are one. */
  readonly conflicts: readonly Diagnostic[];
}

/** Who runs besides the generator's own emitters, and where files end up. */
export interface EmitOptions {
  readonly own?: readonly NamedEmitter[];
  /** Where a file will be written, by the path that its emitter gave it. */
  readonly finalPath?: (path: string) => string;
}

interface Claim {
  /** Absent: the generator itself. */
  readonly emitter?: string;
  readonly file: OutputFile;
}

/**
 * Runs the emitters over a model; what one of the user's throws is a finding. Throws when a file of ours has no banner, since the next run could then not tell it
 * from a file of the user's.
 */
export async function emitAll(
  emitters: readonly Emitter[],
  model: SchemaModel,
  settings: EmitSettings = {},
  { own = [], finalPath = (path) => path }: EmitOptions = {},
): Promise<Emission> {
  const emitted = await Promise.all(emitters.map(async (emit) => emit(model, settings)));
  const claims = emitted.flat().map((file): Claim => ({ file }));
  const unmarked = claims.find(({ file }) => !carriesBanner(file.content));
  if (unmarked) throw new Error(`The emitter of ${unmarked.file.path} left out the banner`);
  const thrown: Diagnostic[] = [];
  for (const { name, emit } of own) {
    try {
      claims.push(...(await emit(model, settings)).map((file): Claim => ({ emitter: name, file })));
    } catch (error) {
      thrown.push(fault("bad-output-file", `emitter ${name}`, `it threw ${String(error)}; mend the emitter`));
    }
  }
  return {
    files: claims.map(({ file }) => file).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    conflicts: [...thrown, ...claims.flatMap(faultsOf), ...conflictsOf(claims, finalPath)],
  };
}

function faultsOf({ emitter, file: { path, content } }: Claim): Diagnostic[] {
  if (emitter === undefined) return [];
  const isBelow = !/^\/|\\|^[A-Za-z]:|(?:^|\/)\.{0,2}(?:\/|$)/.test(path);
  const found = isBelow
    ? "begins without the generator's banner, by which later runs know their files; put typeScriptBanner(sources) or bannerLines(sources) first"
    : "is no path below the output folder; write one with / and without . and ..";
  if (isBelow && carriesBanner(content)) return [];
  return [fault("bad-output-file", path, `the file of the emitter "${emitter}" ${found}`)];
}

function conflictsOf(claims: readonly Claim[], finalPath: (path: string) => string): Diagnostic[] {
  const claimed = new Map<string, Claim[]>();
  for (const claim of claims) {
    const path = finalPath(claim.file.path).toLowerCase();
    claimed.set(path, [...(claimed.get(path) ?? []), claim]);
  }
  return [...claimed].filter(([, those]) => those.length > 1).map(([path, those]) => conflict(path, those));
}

function conflict(path: string, claims: readonly Claim[]): Diagnostic {
  const names = [
    ...new Set(claims.map(({ emitter }) => (emitter === undefined ? "the generator itself" : `"${emitter}"`))),
  ];
  const message = claims.some(({ emitter }) => emitter !== undefined)
    ? `${names.join(" and ")} ${names.length > 1 ? "both write" : "writes twice"} this output file; give one of them another path`
    : `${claims.length} artefacts would be written to this output file; rename one of the schemas behind them`;
  return fault("output-conflict", path, message);
}

function fault(code: "output-conflict" | "bad-output-file", file: string, message: string): Diagnostic {
  return { code, severity: "error", file, pointer: "", line: 0, column: 0, message };
}
