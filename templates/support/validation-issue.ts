/** One thing that is wrong with a document (an error) or worth a word (a warning). */
export interface ValidationIssue {
  /** An error makes the document invalid, a warning does not. */
  readonly severity: "error" | "warning";
  /** Stable kebab-case code: a {@link GenericIssueCode}, or the code of a rule of the schema. */
  readonly code: string;
  /** Where, as a JSON pointer (RFC 6901) into the document with its defaults applied; "" is the whole document. */
  readonly pointer: string;
  /** What is there, in at most 60 characters; lists and objects by kind only, secrets never. */
  readonly found: string;
  /** What would be valid there, as a phrase. */
  readonly expected: string;
  /** What to do about it, as an imperative phrase. */
  readonly remedy: string;
  /** One sentence that says all of it, without a full stop. */
  readonly message: string;
}

/** The codes that do not come from a rule of a schema. */
export type GenericIssueCode =
  | "unknown-field"
  | "missing-field"
  | "wrong-type"
  | "value-not-allowed"
  | "wrong-format"
  | "out-of-range"
  | "too-long"
  | "too-short"
  | "too-many"
  | "too-few"
  | "repeated-item"
  | "deprecated-field";
