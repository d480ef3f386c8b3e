import type { Steps } from "./change.js";

/** A name that needs no quotes in a path. */
const PLAIN_NAME = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;

/**
 * The field that a place in a schema is about, as a person writes it: `.spec.items[*].name`, `.spec.labels[*]` for the
 * values of a map, `.spec allOf[0]` for a condition on it.
 */
export function fieldPath(at: Steps): string {
  let path = "";
  for (let index = 0; index < at.length; index++) {
    const step = at[index];
    if (step === "properties") path += member(String(at[++index]));
    else if (step === "items" || step === "additionalProperties") path += "[*]";
    else if (typeof at[index + 1] === "number") path += ` ${String(step)}[${String(at[++index])}]`;
    else path += ` ${String(step)}`;
  }
  return path === "" ? "." : path.trimStart();
}

function member(name: string): string {
  return PLAIN_NAME.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
