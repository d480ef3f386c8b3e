import { enumValues } from "../wording.js";
import { defined, type StructuralRule } from "./node.js";

/** The limits of JSON's integers in the API server, where values are 64-bit but bounds are floating-point numbers. */
const INT64_LIMIT = 2 ** 63;

/** What a node says about its value besides type and contents. */
export const BOUND_RULES: readonly StructuralRule[] = [
  {
    name: "Allowed values are an enum; what they mean is in the description",
    apply: ({ shape }) => {
      const values = enumValues(shape).map(({ value }) => value);
      return values.length > 0 ? { enum: values } : {};
    },
  },
  {
    name: "A string keeps its lengths, pattern and format",
    apply: ({ shape }) => {
      if (shape.kind !== "string") return {};
      const { minLength, maxLength, pattern, format } = shape;
      return defined({ minLength, maxLength, pattern, format });
    },
  },
  {
    name: "A number keeps its bounds",
    apply: ({ shape }) => (shape.kind === "number" ? defined({ minimum: shape.minimum, maximum: shape.maximum }) : {}),
  },
  {
    name: "Bounds of an integer are integers, without the 64-bit extremes, which make the server refuse every value",
    apply: ({ shape }) => {
      if (shape.kind !== "integer") return {};
      const { minimum = -INT64_LIMIT, maximum = INT64_LIMIT } = shape;
      return defined({
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
