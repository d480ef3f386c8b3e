import type { JsonValue } from "../../model/model.js";
import type { StructuralRule } from "./node.js";

const PRESERVE = "x-kubernetes-preserve-unknown-fields";
const VALIDATIONS = "x-kubernetes-validations";

/** The keywords of Kubernetes' own vocabulary. */
export const EXTENSION_RULES: readonly StructuralRule[] = [
  {
    name: "An open object, and a place for any value, keep what the schema does not describe",
    apply: ({ shape }) => {
      const isOpen = shape.kind === "any" || (shape.kind === "object" && shape.open);
      return isOpen ? { [PRESERVE]: true } : {};
    },
  },
  {
    name: "An integer or a string says so in the server's own way, with its types in the only order that it takes",
    apply: ({ shape }) =>
      shape.kind === "int-or-string"
        ? { "x-kubernetes-int-or-string": true, anyOf: [{ type: "integer" }, { type: "string" }] }
        : {},
  },
  {
    name: "A value that may be null says so",
    apply: ({ shape }) => (shape.nullable ? { nullable: true } : {}),
  },
  {
    name: "Keys of a map follow their pattern by a CEL rule, beside the rules that the source has itself",
    apply: ({ shape }) => {
      const own = shape.kubernetes[VALIDATIONS];
      const rules: readonly JsonValue[] = Array.isArray(own) ? own : [];
      const pattern = shape.kind === "map" ? shape.keyPattern : undefined;
      const all = pattern === undefined ? rules : [...rules, keyRule(pattern)];
      return all.length > 0 ? { [VALIDATIONS]: all } : {};
    },
  },
  {
    name: "Other x-kubernetes annotations of the source go in as they are",
    apply: ({ shape }) =>
      Object.fromEntries(
        Object.entries(shape.kubernetes).filter(([keyword]) => keyword !== VALIDATIONS && keyword !== PRESERVE),
      ),
  },
];

/** The linter has seen to it that the server can afford the rule. A key has no path of its own to point at. */
function keyRule(pattern: string): JsonValue {
  return {
    rule: `self.all(key, key.matches(${celString(pattern)}))`,
    message: `every key must match ${oneLine(pattern)}`,
    reason: "FieldValueInvalid",
  };
}

/** A CEL string literal. */
function celString(text: string): string {
  return `'${oneLine(text.replace(/[\\']/g, "\\$&"))}'`;
}

/** Neither a literal nor a message may have line ends. */
function oneLine(text: string): string {
  return text.replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}
