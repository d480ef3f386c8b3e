import { RE2JS } from "re2js";
import { regExpOf } from "../../generator/input/javascript-pattern.js";

/** Whether some part of a text matches, to the engine of JavaScript and to that of Go (RE2). */
export interface Verdicts {
  readonly javascript: boolean;
  readonly go: boolean;
}

/** Judges a text by a pattern in both engines; throws where one of them does not compile it. */
export function judge(pattern: string, text: string): Verdicts {
  return { javascript: regExpOf(pattern).test(text), go: RE2JS.compile(pattern).matcher(text).find() };
}

/** The verdict on which both engines agree. */
export function agreed(pattern: string, text: string): boolean {
  const { javascript, go } = judge(pattern, text);
  if (javascript !== go)
    throw new Error(`JavaScript says ${String(javascript)} and Go ${String(go)}: ${pattern} ${text}`);
  return javascript;
}
