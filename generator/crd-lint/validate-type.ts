import { isGoList, type GoJson } from "./go-json.js";
import type { SchemaProps } from "./schema-props.js";
import type { ValueCheck } from "./validate-value.js";

/** The check of `type`, with the server's odd treatment of formats on values of other types. */
export function checkValueType(value: GoJson, schema: SchemaProps, where: ValueCheck): void {
  const { type, format, nullable } = schema;
  if (type === "" && (format === "" || value === null)) return;
  const [found, foundFormat] = typeOf(value);
  const isWhole = type === "integer" && typeof value === "number" && isWholeNumber(value);
  const fits = type === found || isWhole || (type === "number" && found === "integer");
  const wrong = (wanted: string, shown: string) => {
    const { findings, code, at, name } = where;
    const message = `${name} in body must be of type ${wanted}: ${JSON.stringify(shown)}`;
    findings.invalid(code, at, shown, message);
  };
  if (value === null) {
    if (!nullable) wrong(type, "null");
    return;
  }
  const isTextual = typeof value === "string" || isGoList(value);
  if (!isTextual && format !== "" && !fits && foundFormat !== format) {
    wrong(format, foundFormat);
    return;
  }
  if (type !== "number" && type !== "integer" && format !== "" && isTextual) return;
  if (!fits) wrong(type, found);
}

function typeOf(value: GoJson): readonly [type: string, format: string] {
  if (value === null) return ["null", ""];
  if (isGoList(value)) return ["array", ""];
  if (typeof value === "bigint") return ["integer", "int64"];
  if (typeof value === "number") return ["number", "float64"];
  if (typeof value === "boolean") return ["boolean", ""];
  return [typeof value === "string" ? "string" : "object", ""];
}

const MAX_WHOLE = 2 ** 53 - 1;

/** Whether a float stands for a whole number, within the tolerance that Go's library has. */
export function isWholeNumber(value: number): boolean {
  if (!Number.isFinite(value) || Math.abs(value) > MAX_WHOLE) return false;
  const whole = Math.trunc(value);
  if (whole === value) return true;
  if (whole === 0) return false;
  return Math.abs(value - whole) / Math.min(Math.abs(value) + Math.abs(whole), Number.MAX_VALUE) < 1e-9;
}
