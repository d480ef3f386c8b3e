import { hasErrors, type Diagnostic } from "../../../../generator/diagnostics.js";
import { EMITTERS } from "../../../../generator/emit/emitters.js";
import { generate } from "../../../../generator/generate.js";
import type { OutputFile } from "../../../../generator/model/model.js";
import { putFiles } from "../shims/files.js";
import { sourcesFor } from "./sources.js";

/** What the generator makes of one schema. */
export interface Generated {
  /** Empty when there are errors. */
  readonly files: readonly OutputFile[];
  /** Those about the user's text; lines and columns are in it. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs the generator over a schema, and a kind that has it as its spec. Never throws for faults of the schema. */
export async function runCodegen(text: string): Promise<Generated> {
  const { texts, main } = sourcesFor(text);
  putFiles("/work/schema", texts);
  const { files, diagnostics } = await generate({
    schemaDir: "/work/schema",
    // No project stands around the schema: nothing is looked up there, and what a package has is shown, not imported.
    output: { importExtension: ".js", packageTypes: "emit" },
    emitters: () => Promise.resolve(EMITTERS),
  });
  const own = diagnostics.filter(({ file }) => file.endsWith(`/${main}`));
  // What is wrong with the kind made for it is, where the schema itself has no error, worth showing too.
  return { files, diagnostics: hasErrors(own) ? own : diagnostics };
}

declare global {
  var octopusCodegen: { runCodegen: typeof runCodegen } | undefined;
}

globalThis.octopusCodegen = { runCodegen };
