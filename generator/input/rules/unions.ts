import type { Shape } from "../../model/model.js";
import { MOST_BRANCHES, unionBranches } from "../../model/unions.js";
import type { ModelContext } from "../lint-model.js";
import { finding } from "../positions.js";
import type { NormalizedNode } from "../schema-document.js";
import type { LintRule } from "./lint-rule.js";

/** Where the TypeScript type of an object permits combinations that the schema does not. */
export const unionRules: readonly LintRule<ModelContext>[] = [
  {
    name: "The alternatives of an object are few, and it has a name, so that TypeScript can tell them apart",
    check: ({ normalized, model }) =>
      normalized.flatMap(({ name, root, document }) => {
        const type = model.types.find((each) => each.name === name);
        if (!type) return [];
        return mergedUnions(root, type.shape, true).map(({ pointer, message }) =>
          finding(document, pointer, "inexact-translation", message, { severity: "approximation", side: "key" }),
        );
      }),
  },
];

interface MergedUnion {
  readonly pointer: string;
  readonly message: string;
}

function mergedUnions(node: NormalizedNode, shape: Shape, isNamed: boolean): MergedUnion[] {
  const { length } = unionBranches(shape);
  const remedy = length > MOST_BRANCHES ? TOO_MANY : length > 0 && !isNamed ? UNNAMED : undefined;
  const own = remedy === undefined ? [] : [{ pointer: node.pointer, message: `${MERGED}; ${remedy}` }];
  return [...own, ...partsOf(node, shape).flatMap(([child, part]) => mergedUnions(child, part, false))];
}

/** What a shape holds, beside the nodes that it was made of. */
function partsOf(node: NormalizedNode, shape: Shape): (readonly [NormalizedNode, Shape])[] {
  if (shape.kind === "map") return node.values ? [[node.values, shape.values]] : [];
  if (shape.kind === "array") return node.items ? [[node.items, shape.items]] : [];
  if (shape.kind !== "object") return [];
  return shape.properties.flatMap(({ wireName, shape: part }) => {
    const found = node.properties.find(([name]) => name === wireName);
    return found ? [[found[1], part] as const] : [];
  });
}

const MERGED =
  "the TypeScript type is one object with the properties of all alternatives, so that only the validator and the API server refuse a wrong combination";

const TOO_MANY = `its alternatives make more than ${MOST_BRANCHES} combinations; let a property hold each group of alternatives that belong together`;

const UNNAMED = "an object without a name has no union; move it into $defs, and refer to it";
