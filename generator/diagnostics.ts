/** What can be wrong with a source, by stable code. The sentence is the title of the code's documentation. */
export const DIAGNOSTIC_CODES = {
  "file-unreadable": "A source file or folder cannot be read",
  "syntax-error": "A source file or a configuration is not JSON, or not YAML",
  "unknown-keyword": "A keyword is outside the dialect of source schemas",
  "dialect-violation": "A schema does not follow the dialect of source schemas",
  "not-translatable": "A keyword has no form that an API server could check",
  "inexact-translation": "A keyword is translated to something that means nearly the same",
  "unresolved-ref": "A $ref names a file that cannot be found",
  "recursive-ref": "Types refer to each other in a circle",
  "duplicate-id": "Two schemas have the same $id",
  "duplicate-type": "Two schemas have the same title, or titles that make the same file",
  "unknown-property": "A rule or list names a property that the object does not have",
  "invalid-default": "A default does not satisfy its own schema",
  "invalid-example": "An example does not satisfy its own schema",
  "pattern-not-portable": "A regular expression means something else, or nothing, to the API server",
  unbounded: "A string, list or map has no upper bound",
  "unknown-type": "A CRD names a schema that is not among the sources",
  "bad-printer-column": "A printer column points at nothing, or at something that its type cannot show",
  "bad-scale-path": "A path of the scale subresource does not lead to what it should",
  "bad-selectable-field": "A selectable field is not a scalar of the schema",
  "bad-crd-name": "The API server would refuse a name of a CRD, or not serve it",
  "bad-crd-version": "The API server would refuse what a CRD says of a version",
  "bad-crd-root": "A type cannot be the root of a kind",
  "bad-list-type": "A list or map type is one that an API server refuses",
  "cel-rule": "A CEL rule is incomplete, or its parts are invalid",
  "cel-syntax": "A CEL expression does not parse",
  "cel-type": "A CEL expression does not fit the types of the schema",
  "cel-cost": "CEL rules would cost more than an API server permits",
  "cel-unchecked": "A CEL expression could not be checked in full",
  "newer-kubernetes": "A CRD says what the oldest server of the run does not know",
  "large-crd": "A CRD is too large for a client or for the API server",
  "output-conflict": "Two emitters claim one output file",
  "bad-output-option": "An option of the output is not possible here",
  "bad-output-file": "An emitter made a file that cannot be written",
  "bad-template": "A template is none that the generator has, or does not work",
  "package-types": "What an installed package exports for its schemas does not fit them",
  "foreign-file": "A file that was not generated stands where an output file belongs",
  "config-unreadable": "A configuration cannot be found, read or run",
  "config-ambiguous": "A folder holds several configurations",
  "config-unknown-key": "A configuration has a key that it cannot have",
  "config-invalid": "A configuration has a value that it cannot have",
  "config-overlap": "Two jobs write to one folder, or one into that of the other",
  "bad-suppression":
    "A comment or configuration that suppresses a finding lacks its reason, or means none that it could",
  "unused-suppression": "A comment or configuration suppresses what is not found",
  "stale-output": "An output file differs from what the sources generate",
} as const;

/** The closed set of diagnostic codes. */
export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES;

/**
 * The one sure remedy of a finding, at its pointer; the text there is what `from` says.
 *
 * rename: the key; replace: the value; add: a key to the object, before its first.
 */
export type Fix =
  | { readonly kind: "rename"; readonly from: string; readonly to: string }
  | { readonly kind: "replace"; readonly from: string; readonly to: string }
  | { readonly kind: "add"; readonly name: string; readonly value: string | boolean };

/** One finding about the sources of a run: where it is, what was found, what was expected and how to mend it. */
export interface Diagnostic {
  /** Stable; {@link DIAGNOSTIC_CODES} says what each means. */
  readonly code: DiagnosticCode;
  /** An approximation says that the output means nearly, not exactly, what the source says; the run goes on. */
  readonly severity: "error" | "warning" | "approximation";
  /** Path of the source as the user wrote it. */
  readonly file: string;
  /** JSON pointer into the source; "" is the whole document. */
  readonly pointer: string;
  /** 1-based; 0 where the finding is about the file as a whole. */
  readonly line: number;
  /** 1-based, in UTF-16 units; 0 where `line` is 0. */
  readonly column: number;
  /** One sentence: found, expected, and how to mend it. */
  readonly message: string;
  /** What `lint --fix` does about it; absent where a person has to decide. */
  readonly fix?: Fix;
  /** Who wants it not to be told, and why; absent where nobody does. Never on an error. */
  readonly suppression?: {
    /** By the source itself, or by the configuration: the words of SARIF. */
    readonly kind: "inSource" | "external";
    /** As it was given. */
    readonly reason: string;
  };
}

/** Someone's word that a finding is known, and why it stays. */
export interface Suppression {
  readonly code: string;
  readonly reason: string;
  /** In the source itself, or in the configuration: the words of SARIF. */
  readonly kind: "inSource" | "external";
  readonly covers: (found: Diagnostic) => boolean;
  /** A finding about the suppression, where it stands. */
  readonly finding: (
    about: Pick<Diagnostic, "severity" | "message"> & { code: "bad-suppression" | "unused-suppression" },
  ) => Diagnostic;
}

/** Thrown by stages that cannot go on; carries everything that was found until then. */
export class GeneratorError extends Error {
  /** Also of an error from another copy of the generator. */
  override readonly name = "GeneratorError";
  /** All of them, in the order in which they are printed. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/** `schema/mqtt/x.schema.json:12:5 error invalid-default: ... (at /properties/qos)`, one line per diagnostic. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { code, severity, file, line, column, pointer, message } = diagnostic;
  const place = line > 0 ? `${file}:${line}:${column}` : file;
  const at = pointer === "" ? "" : ` (at ${pointer})`;
  return `${place} ${severity} ${code}: ${message}${at}`;
}

/** True when the run must not write anything. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
