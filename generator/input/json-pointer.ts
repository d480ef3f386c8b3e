import type { JsonValue } from "../model/model.js";

/** Appends a property name or an index to a JSON pointer (RFC 6901). */
export function pointerTo(parent: string, ...segments: readonly (string | number)[]): string {
  let pointer = parent;
  for (const segment of segments) pointer += `/${typeof segment === "number" ? segment : escaped(segment)}`;
  return pointer;
}

/** Few names need it, and every schema of every document asks. */
function escaped(name: string): string {
  return name.includes("~") || name.includes("/") ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
}

/** The property names and indexes of a JSON pointer, unescaped; [] for the whole document. */
export function pointerSegments(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The pointer as a URI fragment (RFC 6901 section 6), without the `#`. */
export function pointerFragment(pointer: string): string {
  return pointerSegments(pointer)
    .map((segment) => `/${encodeURIComponent(segment.replaceAll("~", "~0").replaceAll("/", "~1"))}`)
    .join("");
}

/** The value that a pointer leads to; undefined when it leads nowhere, or is none but a plain name. */
export function valueAt(json: JsonValue, pointer: string): JsonValue | undefined {
  if (pointer !== "" && !pointer.startsWith("/")) return undefined;
  let node: JsonValue | undefined = json;
  for (const segment of pointerSegments(pointer)) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, segment)) return undefined;
    node = (node as Readonly<Record<string, JsonValue>>)[segment];
  }
  return node;
}
