import type { Diagnostic } from "../../../generator/diagnostics.js";
import { pointerSegments } from "../../../generator/input/json-pointer.js";
import { partOf, type CaseSources } from "./sources.js";

/** The case without the defaults that the generator has refused; undefined where it refused anything else. */
export function withoutBadDefaults(sources: CaseSources, refusals: readonly Diagnostic[]): CaseSources | undefined {
  if (refusals.some(({ code }) => code !== "invalid-default")) return undefined;
  const copy = structuredClone(sources) as { spec: object; parts: Record<string, object> };
  for (const { file, pointer } of refusals) {
    const segments = pointerSegments(pointer);
    const path = segments.slice(0, segments.lastIndexOf("default"));
    const part = partOf(file);
    if (part === undefined) removeDefault({ properties: { spec: copy.spec } }, path);
    else removeDefault(copy.parts[part], path);
  }
  return copy as CaseSources;
}

/** Nothing where the default that it was part of is gone already. */
function removeDefault(root: unknown, path: readonly string[]): void {
  const holder = path.reduce<unknown>(
    (node, segment) => (isObject(node) ? Reflect.get(node, segment) : undefined),
    root,
  );
  if (isObject(holder)) Reflect.deleteProperty(holder, "default");
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The refusals of each case, by its index. */
export function byCase(refusals: readonly Diagnostic[]): Map<number, Diagnostic[]> {
  const grouped = new Map<number, Diagnostic[]>();
  for (const refusal of refusals) {
    const index = Number(/case(\d+)[.-]/.exec(refusal.file)?.[1]);
    grouped.set(index, [...(grouped.get(index) ?? []), refusal]);
  }
  return grouped;
}
