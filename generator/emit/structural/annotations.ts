import {
  boundsText,
  deprecationText,
  enumValues,
  enumValueText,
  isDocumentedEnum,
  sentence,
  valueText,
} from "../wording.js";
import type { StructuralNode, StructuralRule } from "./node.js";

/** What a node tells its readers. */
export const DESCRIPTION_RULES: readonly StructuralRule[] = [
  {
    name: "A description also tells what kubectl explain does not show: values, default, range, format, deprecation, rules",
    apply: (node) => {
      const description = describe(node);
      return description === "" ? {} : { description };
    },
  },
];

/** Values that the server fills in, or that documentation may show. */
export const VALUE_RULES: readonly StructuralRule[] = [
  {
    name: "A default stands on the node, complete, since the server checks it before it fills in nested defaults",
    apply: (node) => (node.default === undefined ? {} : { default: node.default }),
  },
  {
    name: "A scalar that is no secret shows its first example",
    apply: ({ secret, examples: [example] }) =>
      example === undefined || typeof example === "object" || secret ? {} : { example },
  },
];

function describe(node: StructuralNode): string {
  const paragraphs = [node.description, deprecation(node), allowedValues(node), factsLine(node), rulesList(node)];
  return paragraphs.filter((paragraph) => paragraph !== "").join("\n\n");
}

function deprecation({ deprecated, aliasOf, description }: StructuralNode): string {
  return deprecated && !/^deprecated/i.test(description) ? deprecationText(aliasOf) : "";
}

function allowedValues({ shape }: StructuralNode): string {
  return isDocumentedEnum(shape) ? bulletList("Allowed values:", enumValues(shape).map(enumValueText)) : "";
}

function factsLine(node: StructuralNode): string {
  const { shape, expected } = node;
  const bounds = shape.kind === "integer" || shape.kind === "number" ? boundsText(shape) : undefined;
  const facts = [
    expected === undefined ? undefined : `Expected: ${expected}`,
    bounds === undefined || enumValues(shape).length > 0 ? undefined : `Range: ${bounds}`,
    node.default === undefined ? undefined : `Default: ${valueText(node.default)}`,
  ];
  return facts
    .filter((fact) => fact !== undefined)
    .map(sentence)
    .join(" ");
}

function rulesList({ shape }: StructuralNode): string {
  return shape.kind === "object" && shape.rules.length > 0
    ? bulletList(
        "Rules:",
        shape.rules.map(({ message }) => sentence(message)),
      )
    : "";
}

function bulletList(title: string, items: readonly string[]): string {
  return [title, ...items.map((item) => `- ${item}`)].join("\n");
}
