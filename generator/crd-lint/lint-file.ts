import { readFile } from "node:fs/promises";
import type { Position } from "../input/positions.js";
import type { LintCode } from "./codes.js";
import { lintDefinition } from "./lint-definition.js";
import type { LintFinding } from "./finding.js";
import type { OddKey } from "./node-value.js";
import { isUnreadable, MAX_FILE_BYTES, readDocuments, type LintDocument, type Unreadable } from "./read-documents.js";

/** One finding with its place in the file. */
export interface LintDiagnostic extends Position {
  readonly code: LintCode;
  readonly severity: "error" | "warning";
  /** As the API server prints places, in the document as it is written; "" is the whole document. */
  readonly path: string;
  readonly message: string;
}

/** The verdict on one document of a file. */
export interface LintVerdict {
  /** As the user wrote it. */
  readonly file: string;
  /** Counts the documents of the file that have content, from 0. */
  readonly index: number;
  /** Whether an API server would take the document as a new CustomResourceDefinition. */
  readonly accepted: boolean;
  /** In the order of the file. */
  readonly diagnostics: readonly LintDiagnostic[];
  /** Whether the document has CEL, which is not checked in full. */
  readonly hasCel: boolean;
}

/** A file with its verdicts; the text is undefined if it could not be read. */
export interface LintedFile {
  readonly file: string;
  readonly text: string | undefined;
  readonly verdicts: readonly LintVerdict[];
}

/**
 * Asks of every document of a file whether an API server would create it.
 *
 * @param kubernetes the server's version: the minor one of Kubernetes 1; by default the newest
 */
export async function lintFile(file: string, kubernetes?: number): Promise<LintedFile> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      file,
      text: undefined,
      verdicts: [refusal(file, 0, "file-unreadable", `${reason}; name a file that you may read`)],
    };
  }
  if (bytes.length > MAX_FILE_BYTES) {
    const message = `the file has ${bytes.length} bytes, more than ${MAX_FILE_BYTES}; split it`;
    return { file, text: undefined, verdicts: [refusal(file, 0, "too-large", message)] };
  }
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  return { file, text, verdicts: lintText(text, file, kubernetes) };
}

/** The same for a text that is already read. */
export function lintText(text: string, file: string, kubernetes?: number): LintVerdict[] {
  const documents = readDocuments(text);
  if (documents.length === 0) {
    const message = "the file has no document; write a CustomResourceDefinition of apiVersion apiextensions.k8s.io/v1";
    return [refusal(file, 0, "empty-file", message)];
  }
  return documents.map((document, index) => verdictOn(document, file, index, kubernetes));
}

function refusal(file: string, index: number, code: LintCode, message: string, at?: Position): LintVerdict {
  const diagnostic = { code, severity: "error", path: "", message, line: 0, column: 0, ...at } as const;
  return { file, index, accepted: false, diagnostics: [diagnostic], hasCel: false };
}

function verdictOn(
  document: LintDocument | Unreadable,
  file: string,
  index: number,
  kubernetes: number | undefined,
): LintVerdict {
  if (isUnreadable(document)) return refusal(file, index, document.code, document.message, document.position);
  try {
    const findings = [...document.oddKeys.map(oddKeyFinding), ...lintDefinition(document.value, kubernetes)];
    const diagnostics = placed(findings, document);
    const accepted = findings.every(({ severity }) => severity !== "error");
    return { file, index, accepted, diagnostics, hasCel: mentionsCel(document) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = "the document is nested too deeply; an API server refuses it as well";
    return refusal(file, index, "too-deep", message, { line: 1, column: 1 });
  }
}

function placed(findings: readonly LintFinding[], document: LintDocument): LintDiagnostic[] {
  return findings
    .map(({ code, severity, path, message }) => ({
      code,
      severity,
      path: String(path),
      message,
      ...document.positionOf(path),
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function oddKeyFinding({ kind, path, found }: OddKey): LintFinding {
  const [code, message] =
    kind === "repeated"
      ? ([
          "duplicate-field",
          `duplicate field ${JSON.stringify(found)}: the last one counts; keep one of them`,
        ] as const)
      : (["key-not-text", `YAML reads the name ${found} as something else than text; put it in quotes`] as const);
  return { code, severity: "warning", path, message };
}

function mentionsCel({ value }: LintDocument): boolean {
  const seen: unknown[] = [value];
  for (let one = seen.pop(); one !== undefined; one = seen.pop()) {
    if (one instanceof Map && one.has("x-kubernetes-validations")) return true;
    if (one instanceof Map) for (const child of one.values() as Iterable<unknown>) seen.push(child);
    else if (Array.isArray(one)) for (const child of one as unknown[]) seen.push(child);
  }
  return false;
}
