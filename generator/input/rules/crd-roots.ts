import type { Diagnostic } from "../../diagnostics.js";
import type { ObjectShape, PropertyModel } from "../../model/model.js";
import { pointerTo } from "../json-pointer.js";
import type { ModelContext } from "../lint-model.js";
import { finding } from "../positions.js";
import type { LintedSchema } from "../schema-document.js";
import { isObject } from "../schema-nodes.js";
import { ruleForEachVersion } from "./crd-rule.js";
import type { LintRule } from "./lint-rule.js";

/** The kinds of the fields that every object of Kubernetes has. */
const SERVER_FIELDS = { apiVersion: "string", kind: "string", metadata: "object" } as const;

/** Kubernetes' own keywords that may stand at the root beside a status subresource. */
const ROOT_KEYWORDS = ["x-kubernetes-preserve-unknown-fields", "x-kubernetes-validations"];

/** Keywords of sources that become value validations, in the order to look for the one to point at. */
const RULE_KEYWORDS = [
  ...["allOf", "anyOf", "oneOf", "not", "if", "dependentRequired", "dependentSchemas", "enum", "const"],
  ...["minProperties", "maxProperties"],
];

export const crdRootRules: readonly LintRule<ModelContext>[] = [
  ruleForEachVersion("The root of a kind is what the API server takes for one", ({ version, follow, crd }, context) => {
    const owner = context.schemas.find(({ name }) => name === version.type);
    const destination = follow([]);
    if (!owner || "problem" in destination) return [];
    const { shape } = destination;
    const say = (pointer: string, problem: string) =>
      finding(owner.document, pointer, "bad-crd-root", `${owner.name} is the root of ${crd.names.kind}: ${problem}`);
    if (shape?.kind !== "object") return [say("/type", "it must be an object with properties")];
    const root = context.model.types.find(({ name }) => name === version.type)?.shape;
    const own = root?.kind === "object" ? root : shape;
    return [
      ...Object.entries(SERVER_FIELDS).flatMap(([name, kind]) => serverFieldFindings(own, name, kind, context, say)),
      ...(version.statusSubresource ? statusFindings(own, owner, say) : []),
    ];
  }),
];

type Say = (pointer: string, problem: string) => Diagnostic;

function serverFieldFindings(root: ObjectShape, name: string, kind: string, context: ModelContext, say: Say) {
  const property = root.properties.find(({ wireName }) => wireName === name);
  if (!property) return [say("/properties", `it must declare "${name}", of type ${kind}`)];
  const pointer = pointerTo("/properties", name);
  return [
    ...(kindOf(property, context) === kind ? [] : [say(pointer, `"${name}" must be of type ${kind}`)]),
    ...(property.default === undefined
      ? []
      : [say(pointerTo(pointer, "default"), `"${name}" cannot have a default; remove it`)]),
  ];
}

function kindOf({ shape }: PropertyModel, { model }: ModelContext): string {
  let found = shape;
  while (found.kind === "reference") {
    const { type } = found;
    const target = model.types.find(({ name }) => name === type);
    if (!target) break;
    found = target.shape;
  }
  return found.kind;
}

/** The server splits the schema at `status`, so it refuses whatever speaks about the root as a whole. */
function statusFindings(root: ObjectShape, { document }: LintedSchema, say: Say): Diagnostic[] {
  const json = isObject(document.json) ? document.json : {};
  const keyword = RULE_KEYWORDS.find((name) => name in json);
  const pointer = keyword === undefined ? "" : pointerTo("", keyword);
  const hasRules = root.rules.length + root.conditions.length > 0;
  const foreign = Object.keys(root.kubernetes).filter((name) => !ROOT_KEYWORDS.includes(name));
  return [
    ...(hasRules
      ? [say(pointer, "the API server allows no rule at the root beside a status subresource; put it under spec")]
      : []),
    ...foreign.map((name) =>
      say(pointerTo("", name), `${name} cannot stand at the root beside a status subresource; put it under spec`),
    ),
  ];
}
