import type { ValidationIssue } from "./validation-issue.js";

/** Thrown by the `parse...` functions: the document is invalid. Carries every error, not only the first. */
export class OptionsValidationError extends Error {
  /** Also of an error from another copy of this code, which `instanceof` does not know. */
  override readonly name = "OptionsValidationError";
  /** Stable; begins the message. */
  readonly code = "invalid-options";
  /** The type that the document should have been, e.g. `MQTTOptions`. */
  readonly type: string;
  /** All errors, in the order of the schema. */
  readonly issues: readonly ValidationIssue[];

  constructor(type: string, issues: readonly ValidationIssue[]) {
    const lines = issues.map(({ pointer, code, message }) => `\n  ${pointer && `${pointer} `}${code}: ${message}`);
    super(`invalid-options: not a valid ${type}${lines.join("")}`);
    this.type = type;
    this.issues = issues;
  }
}
