import type { SchemaModel, TypeModel } from "../model/model.js";
import { GeneratorError } from "../diagnostics.js";
import { inlineReference } from "./inline-reference.js";
import { DESCRIPTION_RULES, VALUE_RULES } from "./structural/annotations.js";
import { BOUND_RULES } from "./structural/bounds.js";
import { incompleteJunctors } from "./structural/completeness.js";
import { foldBounds } from "./structural/fold-bounds.js";
import { CONTENT_RULES, TYPE_RULES } from "./structural/contents.js";
import { EXTENSION_RULES } from "./structural/extensions.js";
import { JUNCTOR_RULES } from "./structural/junctors.js";
import { spellListedIntegers } from "./structural/listed-integers.js";
import type { StructuralNode, StructuralRule, StructuralSchema, Translate } from "./structural/node.js";

/** All rules; the keywords of a node appear in the order of the rules that contribute them. */
export const STRUCTURAL_RULES: readonly StructuralRule[] = [
  ...DESCRIPTION_RULES,
  ...TYPE_RULES,
  ...BOUND_RULES,
  ...VALUE_RULES,
  ...CONTENT_RULES,
  ...JUNCTOR_RULES,
  ...EXTENSION_RULES,
];

/**
 * A type as a structural schema of `apiextensions.k8s.io/v1` (Kubernetes: "Specifying a structural schema"): references
 * inlined, defaults in place, and inside junctors value validations only.
 * @throws GeneratorError `unknown-property` when a rule names a property that its object does not declare.
 */
export function structuralSchema(model: SchemaModel, type: TypeModel): StructuralSchema {
  const translate: Translate = (place) => {
    const { default: value, aliasOf } = place;
    const inlined = inlineReference(model, place);
    return translateNode(
      {
        ...inlined,
        shape: foldBounds(inlined.shape),
        ...(value === undefined ? {} : { default: value }),
        ...(aliasOf === undefined ? {} : { aliasOf }),
      },
      translate,
    );
  };
  const schema = spellListedIntegers(translate(type));
  refuseIncomplete(schema, type);
  return schema;
}

function translateNode(node: StructuralNode, translate: Translate): StructuralSchema {
  return Object.assign({}, ...STRUCTURAL_RULES.map((rule) => rule.apply(node, translate))) as StructuralSchema;
}

function refuseIncomplete(schema: StructuralSchema, { name, source }: TypeModel): void {
  const problems = incompleteJunctors(schema);
  if (problems.length === 0) return;
  const place = { file: source, pointer: "", line: 0, column: 0 } as const;
  throw new GeneratorError(
    problems.map((problem) => ({
      ...place,
      code: "unknown-property",
      severity: "error",
      message: `In ${name}, ${problem}; declare the property in the schema, or correct its name in the rule`,
    })),
  );
}
