import { fileURLToPath } from "node:url";
import { formatDiagnostic } from "../diagnostics.js";
import { emitInterfaces } from "../emit/interfaces.js";
import { generate, type Generation } from "../generate.js";
import { write } from "../write.js";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The types of a configuration, made from its schema by this generator; paths are below `generator/config/`. */
export async function configTypes(): Promise<Generation> {
  return generate({ schemaDir: `${folder}schema`, emitters: () => Promise.resolve([emitInterfaces]) });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, diagnostics } = await configTypes();
  for (const diagnostic of diagnostics) console.error(formatDiagnostic(diagnostic));
  if (files.length > 0) await write(files, folder);
}
