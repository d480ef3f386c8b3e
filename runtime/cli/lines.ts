import type { Readable } from "node:stream";

/** A line that is longer than the reader is ready for. */
export class LineTooLong extends Error {
  override readonly name = "LineTooLong";
}

/**
 * The lines of a stream of UTF-8 text, without their ends, each as soon as it is complete; what comes after the last end is
 * a line, too. The stream is read no faster than the lines are taken.
 *
 * Throws {@link LineTooLong} for a line of more than `longest` characters. Default: no limit.
 */
export async function* linesOf(input: Readable, longest = Number.POSITIVE_INFINITY): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  for await (const chunk of input) {
    const lines = (rest + decoder.decode(Buffer.from(chunk as Uint8Array | string), { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longest || lines.some(({ length }) => length > longest)) {
      throw new LineTooLong(`a line is longer than ${longest} characters`);
    }
    yield* lines;
  }
  yield rest + decoder.decode();
}
