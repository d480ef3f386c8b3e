import type { JsonObject } from "../../model/model.js";
import { enumValues } from "../wording.js";
import { formatPattern } from "./formats.js";
import { numberBounds } from "./numbers.js";
import { defined, type StructuralRule } from "./node.js";

/** The limits of JSON's integers in the API server, where values are 64-bit but bounds are floating-point numbers. */
const INT64_LIMIT = 2 ** 63;

/** What a node says about its value besides type and contents. */
export const BOUND_RULES: readonly StructuralRule[] = [
  {
    name: "Allowed values are an enum; what they mean is in the description",
    apply: ({ shape }) => {
      const values = enumValues(shape).map(({ value }) => value);
      // The server finds no null in any enum, and misreads a number's; both become conditions.
      return values.length > 0 && !shape.nullable && shape.kind !== "number" ? { enum: values } : {};
    },
  },
  {
    name: "A string keeps its lengths, pattern and format; a format without a pattern gets what the server forgets",
    apply: ({ shape }) => {
      if (shape.kind !== "string" && shape.kind !== "int-or-string") return {};
      const format = shape.kind === "string" ? shape.format : undefined;
      const { minLength, maxLength, pattern = formatPattern(format) } = shape;
      return defined({ minLength, maxLength, pattern, format });
    },
  },
  {
    name: "A number keeps its bounds, exclusive ones in the server's spelling",
    apply: ({ shape }) => (shape.kind === "number" ? withoutMembers(numberBounds(shape)) : {}),
  },
  {
    name: "Bounds of an integer are integers, without the 64-bit extremes, which make the server refuse every value",
    apply: ({ shape }) => {
      if (shape.kind !== "integer" && shape.kind !== "int-or-string") return {};
      const { minimum = -INT64_LIMIT, maximum = INT64_LIMIT } = shape;
      return defined({
        multipleOf: shape.kind === "integer" ? shape.multipleOf : undefined,
        minimum: minimum > -INT64_LIMIT ? Math.ceil(minimum) : undefined,
        maximum: maximum < INT64_LIMIT ? Math.floor(maximum) : undefined,
      });
    },
  },
  {
    name: "A list keeps its sizes",
    apply: ({ shape }) =>
      shape.kind === "array" ? defined({ minItems: shape.minItems, maxItems: shape.maxItems }) : {},
  },
  {
    name: "A map keeps its sizes",
    apply: ({ shape }) =>
      shape.kind === "map" ? defined({ minProperties: shape.minProperties, maxProperties: shape.maxProperties }) : {},
  },
];

function withoutMembers(bounds: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(bounds).filter(([keyword]) => keyword !== "allOf"));
}
