/** Why a comparison could not be made, by stable code. */
export const DIFF_ERROR_CODES = {
  "input-unreadable": "A file or folder cannot be read",
  "input-syntax": "A file is not YAML or JSON",
  "no-crd": "There is no CustomResourceDefinition to compare",
  "sources-invalid": "The source schemas have errors",
  "git-revision": "A revision or a path in it cannot be read",
  "config-invalid": "The configuration is wrong",
} as const;

/** Thrown when one of the sides or the configuration cannot be used. The message says where, what and how to mend it. */
export class DiffError extends Error {
  override readonly name = "DiffError";
  readonly code: keyof typeof DIFF_ERROR_CODES;

  constructor(code: keyof typeof DIFF_ERROR_CODES, message: string) {
    super(message);
    this.code = code;
  }
}
