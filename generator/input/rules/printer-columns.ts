import type { Shape, TypeModel } from "../../model/model.js";
import { typeNamed } from "../../model/names.js";
import { didYouMean } from "../did-you-mean.js";
import { pointerTo } from "../json-pointer.js";
import type { ModelContext } from "../lint-model.js";
import { finding } from "../positions.js";
import type { LintRule } from "./lint-rule.js";

/** What every object has that the API server keeps, whether its schema says so or not. */
const SERVER_FIELDS = new Set(["apiVersion", "kind", "metadata"]);

export const printerColumnRules: readonly LintRule<ModelContext>[] = [
  {
    name: "A printer column points at something that exists",
    check: ({ crds, model, schemas }) =>
      crds.flatMap(({ document, crd }) =>
        crd.versions.flatMap((version, index) => {
          const target = document.references.find(({ pointer }) => pointer === `/versions/${index}/schema`)?.target;
          const root = schemas.find((schema) => schema.document.file === target);
          const lookUp = (name: string) => typeNamed(model, name);
          return (version.additionalPrinterColumns ?? []).flatMap(({ jsonPath }, column) => {
            const problem = root && problemOf(jsonPath, lookUp(root.name).shape, lookUp);
            if (problem === undefined) return [];
            const pointer = pointerTo("/versions", index, "additionalPrinterColumns", column, "jsonPath");
            return [finding(document, pointer, "bad-printer-column", `the path ${jsonPath} ${problem}`)];
          });
        }),
      ),
  },
];

/** Steps of the JSONPath that Kubernetes reads: `.name`, `..name`, `['name']`, `[0]`, `[-1]`, `[*]`. */
const STEP = /\.(?<deep>\.)?(?<name>[A-Za-z_$][\w$-]*)|\[(?:'(?<quoted>[^']+)'|(?<index>-?\d+|\*))\]/y;

/** What is wrong with a path, as the rest of a sentence; undefined when it leads somewhere. */
function problemOf(path: string, root: Shape, lookUp: (name: string) => TypeModel): string | undefined {
  const steps = stepsOf(path);
  if (!steps) return "is not a JSONPath of names and indexes; write it as .spec.model.kind";
  let shape: Shape = root;
  for (const [depth, { deep, name, index }] of steps.entries()) {
    while (shape.kind === "reference") shape = lookUp(shape.type).shape;
    // What lies below metadata belongs to the API server, and below `..` any of several fields may be meant.
    if (deep || shape.kind === "any" || (depth === 0 && name === "metadata")) return undefined;
    const next = index ? itemsOf(shape) : memberOf(shape, name, depth === 0);
    if (typeof next === "string") return next;
    if (!next) return undefined;
    shape = next;
  }
  return undefined;
}

interface Step {
  readonly deep: boolean;
  readonly index: boolean;
  readonly name: string;
}

function stepsOf(path: string): Step[] | undefined {
  const matches = [...path.matchAll(new RegExp(STEP.source, "gy"))];
  if (matches.map(([text]) => text).join("") !== path) return undefined;
  return matches.map(({ groups = {} }) => ({
    deep: groups.deep !== undefined,
    index: groups.index !== undefined,
    name: groups.name ?? groups.quoted ?? "",
  }));
}

function itemsOf(shape: Shape): Shape | string {
  return shape.kind === "array" ? shape.items : "takes an item of something that is not a list";
}

/** The shape of a member; undefined where any member may be; a sentence where there is none. */
function memberOf(shape: Shape, name: string, isRoot: boolean): Shape | string | undefined {
  if (shape.kind === "map") return shape.values;
  if (shape.kind !== "object") return `looks for "${name}" in something that is not an object`;
  const property = shape.properties.find(({ wireName }) => wireName === name);
  if (property) return property.shape;
  if (shape.open || (isRoot && SERVER_FIELDS.has(name))) return undefined;
  const names = shape.properties.map(({ wireName }) => wireName);
  return `looks for "${name}", which does not exist${didYouMean(name, names) || `; there are ${names.join(", ")}`}`;
}
