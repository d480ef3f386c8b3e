import type { JsonObject, JsonValue } from "../../model/model.js";
import { enumValues } from "../wording.js";
import { formatConditions } from "./formats.js";
import type { StructuralNode, StructuralRule } from "./node.js";
import { numberBounds, numberEnum, serverCondition } from "./numbers.js";

/** Kinds of whose values kubectl explain looks for the type in the only member of allOf, and finds none. */
const SCALARS: readonly string[] = ["string", "integer", "number", "boolean"];

/** What holds beyond the node's own keywords: conditions on the value, and rules between its properties. */
export const JUNCTOR_RULES: readonly StructuralRule[] = [
  {
    name: "Conditions and rules are members of allOf, at the node that holds the properties; a scalar's only one stands alone",
    apply: ({ shape }) => {
      const rules = shape.kind === "object" ? shape.rules.map(({ condition }) => condition) : [];
      const conditions = [...formatConditions(shape), ...shape.conditions, ...rules].map(serverCondition);
      const members = [...numberMembers(shape), ...enumMembers(shape), ...conditions];
      const [only, ...others] = members;
      if (SCALARS.includes(shape.kind) && only && others.length === 0 && standsAlone(only)) return only;
      return members.length > 0 ? { allOf: members } : {};
    },
  },
];

/** Whether a condition of a scalar has none of the keywords that its node may have itself. */
function standsAlone(condition: JsonObject): boolean {
  return Object.keys(condition).every((keyword) => ["not", "anyOf", "oneOf", "minItems", "maxItems"].includes(keyword));
}

/** An enum that cannot stand at the node itself. */
function enumMembers(shape: StructuralNode["shape"]): JsonObject[] {
  const values = enumValues(shape);
  if (values.length === 0) return [];
  if (shape.kind === "number") return [numberEnum(values)];
  return shape.nullable ? [{ enum: values.map(({ value }): JsonValue => value) }] : [];
}

/** Bounds of a number that take more than a keyword. */
function numberMembers(shape: StructuralNode["shape"]): readonly JsonObject[] {
  return shape.kind === "number" ? ((numberBounds(shape).allOf ?? []) as readonly JsonObject[]) : [];
}
