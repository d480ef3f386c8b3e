import type { Condition, JsonObject } from "../../model/model.js";
import type { StructuralRule } from "./node.js";

/** What holds beyond the node's own keywords: conditions on the value, and rules between its properties. */
export const JUNCTOR_RULES: readonly StructuralRule[] = [
  {
    name: "Conditions and rules are members of allOf, at the node that holds the properties",
    apply: ({ shape }) => {
      const rules = shape.kind === "object" ? shape.rules.map(({ condition }) => condition) : [];
      const members = [...shape.conditions, ...rules].map(conditionJson);
      return members.length > 0 ? { allOf: members } : {};
    },
  },
];

/** A condition as the plain JSON that it is; only its type says more. */
function conditionJson(condition: Condition): JsonObject {
  return JSON.parse(JSON.stringify(condition)) as JsonObject;
}
