import type { Readable } from "node:stream";
import { compactJson, isJson } from "../json-text.js";
import { LineTooLong, linesOf } from "../lines.js";

/** The longest status in characters. */
export const LONGEST_STATUS = 1024 * 1024;

/** Why a line of an input was not taken. */
export type Refusal = "not-json" | "too-long" | "no-device" | "unknown-device";

/** What a feed tells of its input. */
export interface FeedReport {
  readonly taken: () => void;
  /** `line` is 1-based, of this input. The text itself is not told; it may be secret. */
  readonly refused: (reason: Refusal, line: number, message: string) => void;
}

/**
 * Feeds the JSON values of an input, one a line, to `take`, and reads no faster than it takes them. A line that is not JSON
 * is refused, and the next one is read; one without end ends the feed. Resolves at the end of the input.
 */
export async function feedLines(
  input: Readable,
  take: (json: string, line: number) => Promise<void>,
  report: FeedReport,
): Promise<void> {
  let line = 0;
  try {
    for await (const text of linesOf(input, LONGEST_STATUS)) {
      line += 1;
      if (text.trim() === "") continue;
      if (isJson(text)) await take(compactJson(text), line);
      else report.refused("not-json", line, "the line is not JSON; expected one JSON value a line");
    }
  } catch (error) {
    if (!(error instanceof LineTooLong)) throw error;
    report.refused("too-long", line + 1, `${error.message}; nothing more is read from this input`);
  }
}
