import { GeneratorError } from "../diagnostics.js";
import type { JsonValue } from "../model/model.js";
import type { Place } from "./inline-reference.js";

/** A place whose value a sample shows, and where it is, for errors. */
export interface SamplePlace extends Place {
  readonly default?: JsonValue;
  /** Path of the source that the sample is of. */
  readonly source: string;
  /** Property names from the root of the sample, e.g. `.client.server`. */
  readonly path: string;
  /** The same place as a JSON pointer into the source; within a type that is referred to, it leads to nothing there. */
  readonly pointer: string;
}

/** No text, list or map of a sample is longer, unless an example is. */
export const LONGEST = 100_000;

/** What is to be said where a sample cannot be thought up. */
export function exampleMissing({ source, path, pointer }: SamplePlace, what: string): GeneratorError {
  const place = path === "" ? "The root" : path;
  const message = `${place} is ${what} and has no example to show in the sample; add \`examples\` to it`;
  return new GeneratorError([
    { code: "invalid-example", severity: "error", file: source, pointer, line: 0, column: 0, message },
  ]);
}
