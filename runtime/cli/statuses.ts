import type { Readable } from "node:stream";
import { CommandFailure, EXIT } from "./exit-codes.js";
import { compactJson, isJson } from "./json-text.js";
import { linesOf } from "./lines.js";

/** One status, ready to be sent. */
export interface Status {
  /** JSON without insignificant white space; numbers keep all their digits. */
  readonly json: string;
  /** The line of the input that it begins on, 1-based. */
  readonly line: number;
}

/**
 * The statuses in a stream, each as soon as it is complete: one JSON value a line, or one value over many lines.
 *
 * The first line decides: if it begins an object or list without ending it, the whole input is one value. Empty lines
 * are skipped.
 * Throws a {@link CommandFailure} that names the line of what is not JSON.
 */
export async function* readStatuses(input: Readable, name: string): AsyncGenerator<Status> {
  let mode: "undecided" | "lines" = "undecided";
  let line = 0;
  const lines = linesOf(input);
  for await (const text of lines) {
    line += 1;
    if (text.trim() === "") continue;
    if (mode === "undecided" && /^\s*[[{]/.test(text) && !isJson(text)) {
      yield { json: compact(await restOf(text, lines), name, line), line };
      return;
    }
    mode = "lines";
    yield { json: compact(text, name, line), line };
  }
  if (mode === "undecided") {
    throw new CommandFailure(EXIT.badInput, "no-status", `${name} is empty; expected a status in JSON`);
  }
}

async function restOf(first: string, lines: AsyncGenerator<string>): Promise<string> {
  const rest = [first];
  for await (const line of lines) rest.push(line);
  return rest.join("\n");
}

function compact(text: string, name: string, line: number): string {
  // JSON.parse puts the text it chokes on into its message, and with it perhaps a secret: only the place is told.
  if (!isJson(text)) {
    const where = text.includes("\n") ? `the value that begins on line ${line}` : `line ${line}`;
    throw new CommandFailure(
      EXIT.badInput,
      "invalid-status",
      `${name}: ${where} is not JSON; expected one JSON value a line`,
    );
  }
  return compactJson(text);
}
