import type { Condition, JsonObject } from "../../model/model.js";
import type { StructuralNode, StructuralRule } from "./node.js";

/** Kinds of whose values kubectl explain looks for the type in the only member of allOf, and finds none. */
const SCALARS: readonly string[] = ["string", "integer", "number", "boolean"];

/** What holds beyond the node's own keywords: conditions on the value, and rules between its properties. */
export const JUNCTOR_RULES: readonly StructuralRule[] = [
  {
    name: "Conditions and rules are members of allOf, at the node that holds the properties; a scalar's only one stands alone",
    apply: ({ shape }) => {
      const rules = shape.kind === "object" ? shape.rules.map(({ condition }) => condition) : [];
      const members = [...formatConditions(shape), ...shape.conditions, ...rules].map(conditionJson);
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

/**
 * Where a string has a format, the server lets any list pass, whatever its type says (kube-openapi,
 * validation/validate/type.go); bounds that no list meets, and that nothing else looks at, stop it.
 */
function formatConditions(shape: StructuralNode["shape"]): Condition[] {
  return shape.kind === "string" && shape.format !== undefined ? [{ minItems: 1, maxItems: 0 }] : [];
}

/** A condition as the plain JSON that it is; only its type says more. */
function conditionJson(condition: Condition): JsonObject {
  return JSON.parse(JSON.stringify(condition)) as JsonObject;
}
