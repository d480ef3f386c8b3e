/** What {@link undocumented} has to find, and what it has not: read by a test. */
export interface Example {
  /** It has one. */
  readonly documented: string;
  readonly forgotten: string;
}

export function forgottenToo(): void {
  return;
}

/** A table: its texts speak for themselves. */
export const CODES = { "some-code": "What it means." } as const;
