import { undocumented } from "../inline-reference.js";
import type { StructuralRule, StructuralSchema } from "./node.js";

/** Type and contents of a node. */
export const TYPE_RULES: readonly StructuralRule[] = [
  {
    name: "Every node has a type, except one that takes any value",
    apply: ({ shape }) => {
      if (shape.kind === "any" || shape.kind === "int-or-string") return {};
      return { type: shape.kind === "map" ? "object" : shape.kind };
    },
  },
];

/** What is inside of objects, maps and lists. An object that is closed says nothing: the server prunes what it does not know. */
export const CONTENT_RULES: readonly StructuralRule[] = [
  {
    name: "An object lists the properties that it requires",
    apply: ({ shape }) => {
      const required = shape.kind === "object" ? shape.properties.filter((property) => property.required) : [];
      return required.length > 0 ? { required: required.map(({ wireName }) => wireName) } : {};
    },
  },
  {
    name: "An object describes its properties, in the order of the source",
    apply: ({ shape }, translate) => {
      if (shape.kind !== "object" || shape.properties.length === 0) return {};
      const entries = shape.properties.map((property): [string, StructuralSchema] => [
        property.wireName,
        translate(property),
      ]);
      return { properties: Object.fromEntries(entries) };
    },
  },
  {
    name: "A list describes its items",
    apply: ({ shape }, translate) => (shape.kind === "array" ? { items: translate(undocumented(shape.items)) } : {}),
  },
  {
    name: "A map describes its values",
    apply: ({ shape }, translate) =>
      shape.kind === "map" ? { additionalProperties: translate(undocumented(shape.values)) } : {},
  },
];
