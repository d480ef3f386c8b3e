import type { Diagnostic } from "../diagnostics.js";
import type { EmitSettings } from "../model/model.js";
import type { OutputOptions } from "../output-options.js";

/** Output options with nothing left open. */
export type ResolvedOutput = Required<OutputOptions>;

/** The options with their defaults, as they are for an output folder. Loads nothing where the import extension is given. */
export async function resolveOutput(options: OutputOptions, outDir: string | undefined): Promise<ResolvedOutput> {
  const module = options.module ?? "esm";
  return {
    importExtension: options.importExtension ?? (await importExtension(outDir)),
    module,
    enums: options.enums ?? "union",
    optionalProperties: options.optionalProperties ?? "exact",
    fileNames: options.fileNames ?? "source",
    banner: options.banner ?? "",
    formatter: options.formatter ?? "none",
    packageTypes: options.packageTypes ?? (module === "commonjs" ? "emit" : "import"),
    publish: options.publish ?? false,
    arbitraries: options.arbitraries ?? false,
    templates: options.templates ?? "",
  };
}

async function importExtension(outDir: string | undefined): Promise<ResolvedOutput["importExtension"]> {
  if (outDir === undefined) return ".js";
  const { importExtensionFor } = await import("./import-extension.js");
  return importExtensionFor(outDir);
}

/** What emitters need to know of the options; those that are what they are by default are left out. */
export function settingsOfOutput({
  enums,
  optionalProperties,
  templates,
  publish,
  arbitraries,
}: ResolvedOutput): EmitSettings {
  return {
    ...(enums !== "union" && { enums }),
    ...(optionalProperties !== "exact" && { optionalProperties }),
    ...(templates !== "" && { templates }),
    ...(publish && { publish }),
    ...(arbitraries && { arbitraries }),
  };
}

/** What of the options does not go together. */
export function impossibleOptions({ publish, enums, module }: ResolvedOutput): Diagnostic[] {
  if (!publish) return [];
  const found: Diagnostic[] = [];
  const remedy = "or publish nothing";
  if (enums === "enum")
    found.push(
      optionFinding(
        "publish",
        `packages that import the types take enums for their values; take "union" or "const-object", ${remedy}`,
      ),
    );
  if (module === "commonjs")
    found.push(optionFinding("publish", `Node finds no named imports in \`export =\`; take "esm", ${remedy}`));
  return found;
}

/** A finding about an option, which stands in no source. */
export function optionFinding(option: keyof OutputOptions, message: string): Diagnostic {
  return {
    ...{ code: "bad-output-option", severity: "error", pointer: "", line: 0, column: 0 },
    file: `output option ${option}`,
    message,
  } as const;
}
