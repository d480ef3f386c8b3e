import { formatDiagnostic, generate, hasErrors, write } from "octopus-mqtt-codegen";
import { formFields } from "./form-fields.js";

const outDir = "generated";
const { files, diagnostics } = await generate({ schemaDir: "schema", outDir, ownEmitters: [formFields] });
const report = hasErrors(diagnostics) ? undefined : await write(files, outDir);
for (const found of [...diagnostics, ...(report?.diagnostics ?? [])]) console.error(formatDiagnostic(found));
console.log(`${report?.written.length ?? 0} files written`);
if (!report || hasErrors(report.diagnostics)) process.exitCode = 1;
