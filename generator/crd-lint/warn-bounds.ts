import type { Findings } from "./finding.js";
import type { SchemaProps } from "./schema-props.js";
import { fitsNumberType } from "./validate-number.js";

const KEYWORDS = {
  number: ["minimum", "maximum", "multipleOf"],
  string: ["minLength", "maxLength", "pattern"],
  array: ["minItems", "maxItems"],
  object: ["minProperties", "maxProperties"],
} as const;

/** Bounds that no value meets, and bounds of another type, which bound nothing. */
export function warnOfBounds(schema: SchemaProps, findings: Findings): void {
  const type = schema.type === "integer" ? "number" : schema.type;
  // Without a type, contradictory bounds are the way to bar a type from a union.
  if (type === "") return;
  const barsLists = isBarringLists(schema);
  for (const [owner, keywords] of Object.entries(KEYWORDS))
    for (const keyword of keywords)
      if (owner !== type && !(barsLists && owner === "array") && isSet(schema[keyword]))
        warnOfForeign(keyword, schema, findings);
  if (type === "number") warnOfNumbers(schema, findings);
  warnOfSizes("minLength", "maxLength", schema, findings);
  if (!barsLists) warnOfSizes("minItems", "maxItems", schema, findings);
  warnOfSizes("minProperties", "maxProperties", schema, findings);
}

/** The server lets a list pass where a string has a format; bounds that no list meets are the way to bar it. */
function isBarringLists({ type, format, minItems, maxItems }: SchemaProps): boolean {
  return type === "string" && format !== "" && minItems === 1n && maxItems === 0n;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== "";
}

function warnOfForeign(keyword: string, { at, type }: SchemaProps, findings: Findings): void {
  findings.warning(
    "ignored-keyword",
    at.field(keyword),
    `${keyword} bounds nothing on a value of type ${type}; remove it`,
  );
}

function warnOfNumbers(schema: SchemaProps, findings: Findings): void {
  const { at, type, format, minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum } = schema;
  const never = (keyword: string, why: string) => {
    findings.warning("impossible-bound", at.field(keyword), `no value meets this: ${why}`);
  };
  if (minimum !== undefined && maximum !== undefined) {
    if (minimum > maximum) never("minimum", `minimum ${minimum} is above maximum ${maximum}`);
    else if (minimum === maximum && (exclusiveMinimum || exclusiveMaximum))
      never("minimum", `minimum and maximum are both ${minimum}, and one of them is exclusive`);
  }
  if (multipleOf !== undefined && multipleOf <= 0) never("multipleOf", "multipleOf must be positive");
  for (const [keyword, value] of Object.entries({ minimum, maximum, multipleOf }))
    if (value !== undefined && !fitsNumberType(value, type, format)) {
      const form =
        type === "integer"
          ? "the server wants a bound of integers to be one, between -2^63 and 2^63"
          : `it exceeds ${format}`;
      never(keyword, `${form}, and refuses every value otherwise, found ${value}`);
    }
  if (type === "integer" && multipleOf !== undefined && multipleOf > 0 && multipleOf < 1)
    never("multipleOf", "the server rounds it down to 0");
  if (exclusiveMaximum && maximum === undefined) warnOfAlone("exclusiveMaximum", "maximum", schema, findings);
  if (exclusiveMinimum && minimum === undefined) warnOfAlone("exclusiveMinimum", "minimum", schema, findings);
}

function warnOfAlone(keyword: string, other: string, { at }: SchemaProps, findings: Findings): void {
  findings.warning("ignored-keyword", at.field(keyword), `${keyword} bounds nothing without ${other}; give both`);
}

function warnOfSizes(
  lower: "minLength" | "minItems" | "minProperties",
  upper: "maxLength" | "maxItems" | "maxProperties",
  schema: SchemaProps,
  findings: Findings,
): void {
  const [min, max] = [schema[lower], schema[upper]];
  if (max !== undefined && max < 0n)
    findings.warning("impossible-bound", schema.at.field(upper), `no value meets this: ${upper} is ${max}`);
  else if (min !== undefined && max !== undefined && min > max)
    findings.warning(
      "impossible-bound",
      schema.at.field(lower),
      `no value meets this: ${lower} ${min} is above ${upper} ${max}`,
    );
  if (min !== undefined && min < 0n)
    findings.warning("ignored-keyword", schema.at.field(lower), `${lower} ${min} bounds nothing; write 0 or more`);
}
