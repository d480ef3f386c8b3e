import type { ModelContext } from "../lint-model.js";
import { finding } from "../positions.js";
import { hasCelType, nodesBelow } from "./cel-types.js";
import type { LintRule } from "./lint-rule.js";

/** What it takes to check the keys of a map, which an API server can do by a CEL rule alone. */
export const mapKeyRules: readonly LintRule<ModelContext>[] = [
  {
    name: "The values of a map whose keys follow a pattern have a type in CEL",
    check: ({ normalized }) =>
      normalized.flatMap(({ root, document }) =>
        nodesBelow(root)
          .filter(({ keyPattern, values }) => keyPattern !== undefined && values && !hasCelType(values, normalized))
          .map(({ pointer }) => finding(document, pointer, "not-translatable", UNTYPED, { side: "key" })),
      ),
  },
];

const UNTYPED =
  "an API server checks keys by a CEL rule, which needs the type of the values, and these may be anything; " +
  "give the values one type (an object that keeps all its fields is one), or leave the keys free";
