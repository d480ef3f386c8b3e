import type { Expr } from "./expression.js";
import { fixed, type Size } from "./sizes.js";
import { BOOL, INT, simple, STRING, type CelType } from "./types.js";

/** The type of a literal's value. */
export function literalType(value: unknown): CelType {
  if (typeof value === "string") return STRING;
  if (typeof value === "bigint") return INT;
  if (typeof value === "boolean") return BOOL;
  if (typeof value === "number") return simple("double");
  if (value === null) return simple("null");
  return simple(value instanceof Uint8Array ? "bytes" : "uint");
}

/** The size of what is written out in an expression. */
export function literalSize(expr: Expr): Size | undefined {
  if (expr.kind === "list") return fixed(expr.items.length);
  if (expr.kind === "map") return fixed(expr.entries.length);
  if (expr.kind !== "literal") return undefined;
  if (typeof expr.value === "string") return fixed(Array.from(expr.value).length);
  return fixed(expr.value instanceof Uint8Array ? expr.value.length : 1);
}
