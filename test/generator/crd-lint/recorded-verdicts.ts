import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A CustomResourceDefinition and what the API server's own code said of it. */
export interface RecordedVerdict {
  readonly name: string;
  readonly verdict: {
    readonly accepted: boolean;
    readonly errors: readonly { readonly field: string; readonly message: string }[];
    readonly strictDecoding: readonly string[];
    readonly warnings: readonly string[];
  };
  /** As it was written: JavaScript would turn 3.0 into 3. */
  readonly text: string;
}

/** The verdicts of a file beside this one; `test/kubernetes` compares them with a live server's code. */
export function recordedVerdicts(file: string): RecordedVerdict[] {
  const lines = readFileSync(fileURLToPath(new URL(file, import.meta.url)), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => {
    const { name, verdict } = JSON.parse(line) as RecordedVerdict;
    return { name, verdict, text: line.slice(line.indexOf(',"crd":') + ',"crd":'.length, -1) };
  });
}

/** True for what the linter does not judge: the evaluation of CEL, and the library's own words. */
export function isAboutCel(message: string): boolean {
  return /compilation failed|failed rule|no such key| evaluating rule: /.test(message);
}

/** The server moves what all versions share to `spec`, and reports it there; this is where the author wrote it. */
export function asAuthored(text: string): string {
  return text
    .replaceAll("spec.validation.", "spec.versions[0].schema.")
    .replace(/^spec\.(subresources|additionalPrinterColumns|selectableFields)/, "spec.versions[0].$1")
    .replace(/\.JSONPath$/, ".jsonPath")
    .replace("spec.conversion.webhookClientConfig", "spec.conversion.webhook.clientConfig")
    .replace("spec.conversion.conversionReviewVersions", "spec.conversion.webhook.conversionReviewVersions");
}

/** What the server reports a second time about a field that the author did not write. */
export function isEcho(field: string): boolean {
  return field === "spec.version" || field.startsWith("status.");
}
