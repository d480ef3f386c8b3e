import { formatAllows, isKnownFormat } from "./formats.js";
import { goPatternMatches } from "./go-pattern.js";
import type { SchemaProps } from "./schema-props.js";
import type { ValueCheck } from "./validate-value.js";

/** The checks of a text: its length in code points, its pattern and its format. The server stops at the first of the former. */
export function checkText(value: string, schema: SchemaProps, where: ValueCheck): void {
  const { findings, code, at, name } = where;
  const { maxLength, minLength, pattern, format } = schema;
  const length = BigInt(Array.from(value).length);
  if (maxLength !== undefined && length > maxLength) {
    const unit = maxLength === 1n ? "byte" : "bytes";
    const rule = maxLength < 0n ? "value is too long" : `may not be more than ${maxLength} ${unit}`;
    findings.error(code, at, `Too long: ${rule}`);
  } else if (minLength !== undefined && length < minLength)
    findings.invalid(code, at, value, `${name} in body should be at least ${minLength} chars long`);
  else if (pattern !== "" && !goPatternMatches(pattern, value))
    findings.invalid(code, at, value, `${name} in body should match '${pattern}'`);
  if (isKnownFormat(format, findings.kubernetes) && !formatAllows(format, value))
    findings.invalid(code, at, value, `${name} in body must be of type ${format}: ${JSON.stringify(value)}`);
}
