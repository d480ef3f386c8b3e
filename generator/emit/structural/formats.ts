import type { Condition } from "../../model/model.js";
import type { StructuralNode } from "./node.js";

/** The server takes any character for the point before the fraction (kube-openapi, validation/strfmt/time.go). */
const DATE_TIME =
  "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$";

/** What strings of a format look like, where the server's own check is not enough. */
export function formatPattern(format: string | undefined): string | undefined {
  return format === "date-time" ? DATE_TIME : undefined;
}

/**
 * Where a string has a format, the server lets any list pass, whatever its type says (kube-openapi,
 * validation/validate/type.go); bounds that no list meets, and that nothing else looks at, stop it. A pattern of the
 * source's own leaves that of the format to a condition.
 */
export function formatConditions(shape: StructuralNode["shape"]): Condition[] {
  if (shape.kind !== "string" || shape.format === undefined) return [];
  const pattern = formatPattern(shape.format);
  const another = shape.pattern === undefined || pattern === undefined ? [] : [{ pattern }];
  return [{ minItems: 1, maxItems: 0 }, ...another];
}
