import type { EnumValue, JsonValue, NumberShape, Shape } from "../model/model.js";
import type { InlinedShape } from "./inline-reference.js";

/** A value as a reader of prose sees it: strings bare, unless they are empty or would be read as something else. */
export function valueText(value: JsonValue): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return value === "" || value.trim() !== value ? JSON.stringify(value) : value;
}

/** `0: Send at most once.`, or the bare value where the schema does not explain it. */
export function enumValueText({ value, description }: EnumValue): string {
  return description === "" ? valueText(value) : `${valueText(value)}: ${description}`;
}

/** The allowed values of a shape, or none where it does not enumerate them. */
export function enumValues(shape: Shape): readonly EnumValue[] {
  return "enum" in shape ? (shape.enum ?? []) : [];
}

/** True when the schema explains at least one of the shape's allowed values. */
export function isDocumentedEnum(shape: Shape): boolean {
  return enumValues(shape).some(({ description }) => description !== "");
}

/** Limits of size and range in words, e.g. `0 to 100`, `at most 253 characters`; undefined where there are none. */
export function boundsText(shape: InlinedShape): string | undefined {
  switch (shape.kind) {
    case "integer":
    case "number":
      return numberText(shape);
    case "string":
      return amountText(shape.minLength, shape.maxLength, "character");
    case "array":
      return amountText(shape.minItems, shape.maxItems, "item");
    case "map":
      return amountText(shape.minProperties, shape.maxProperties, "entry", "entries");
    default:
      return undefined;
  }
}

function numberText(shape: NumberShape): string | undefined {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf: step } = shape;
  const facts = [
    rangeText(minimum, maximum),
    above === undefined ? undefined : `above ${above}`,
    below === undefined ? undefined : `below ${below}`,
    step === undefined ? undefined : `multiples of ${step}`,
  ].filter((fact) => fact !== undefined);
  return facts.length > 0 ? facts.join(", ") : undefined;
}

function rangeText(minimum: number | undefined, maximum: number | undefined): string | undefined {
  if (minimum !== undefined && minimum === maximum) return `exactly ${minimum}`;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minimum !== undefined) return `at least ${minimum}`;
  return maximum === undefined ? undefined : `at most ${maximum}`;
}

function amountText(
  minimum: number | undefined,
  maximum: number | undefined,
  one: string,
  many = `${one}s`,
): string | undefined {
  const range = rangeText(minimum === 0 ? undefined : minimum, maximum);
  return range === undefined ? undefined : `${range} ${(maximum ?? minimum) === 1 ? one : many}`;
}

/** Ends a phrase with a full stop, unless it already ends a sentence. */
export function sentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}

/** `Deprecated: use directoryPrefix instead.` */
export function deprecationText(aliasOf: string | undefined): string {
  return aliasOf === undefined ? "Deprecated." : `Deprecated: use ${aliasOf} instead.`;
}
