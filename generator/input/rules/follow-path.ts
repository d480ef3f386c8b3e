import type { ObjectShape, Shape, TypeModel } from "../../model/model.js";
import { didYouMean } from "../did-you-mean.js";
import type { Step } from "./json-path.js";

/** Where a path leads: to a shape; to whatever may be there (no shape); or nowhere, with the reason as the rest of a sentence. */
export type Destination = { readonly shape?: Exclude<Shape, { kind: "reference" }> } | { readonly problem: string };

type LookUp = (name: string) => TypeModel;

/** Follows a path from the root of a kind, as the API server sees it: it describes apiVersion, kind and metadata itself. */
export function followPath(steps: readonly Step[], root: Shape, lookUp: LookUp): Destination {
  const resolved = resolve(root, lookUp);
  const served = resolved.kind === "object" ? { ...resolved, properties: withServerFields(resolved) } : resolved;
  return follow(steps, served, lookUp);
}

function follow(steps: readonly Step[], start: Shape, lookUp: LookUp): Destination {
  let shape = resolve(start, lookUp);
  for (const step of steps) {
    // Below a place for any value anything may be, and of several fields any may be meant.
    if (shape.kind === "any" || step.kind === "deep" || step.kind === "wildcard") return {};
    const next = step.kind === "name" ? memberOf(shape, step.name) : itemsOf(shape, step, lookUp);
    if (next === undefined) return {};
    if (typeof next === "string") return { problem: next };
    shape = resolve(next, lookUp);
  }
  return { shape };
}

function resolve(shape: Shape, lookUp: LookUp): Exclude<Shape, { kind: "reference" }> {
  return shape.kind === "reference" ? resolve(lookUp(shape.type).shape, lookUp) : shape;
}

function itemsOf(shape: Shape, step: Exclude<Step, { kind: "name" }>, lookUp: LookUp): Shape | string {
  if (shape.kind !== "array") return "takes an item of something that is not a list";
  if (step.kind !== "filter") return shape.items;
  const filtered = follow(step.steps, shape.items, lookUp);
  return "problem" in filtered ? `has a filter that ${filtered.problem}` : shape.items;
}

/** The shape of a member; undefined where any member may be; a sentence where there is none. */
function memberOf(shape: Shape, name: string): Shape | string | undefined {
  if (shape.kind === "map") return shape.values;
  if (shape.kind !== "object") return `looks for "${name}" in something that is not an object`;
  const property = shape.properties.find(({ wireName }) => wireName === name);
  if (property) return property.shape;
  if (shape.open) return undefined;
  const names = shape.properties.map(({ wireName }) => wireName);
  return `looks for "${name}", which does not exist${didYouMean(name, names) || `; there are ${names.join(", ")}`}`;
}

const PLAIN = { conditions: [], kubernetes: {} } as const;
const TEXT: Shape = { ...PLAIN, kind: "string" };
const TIME: Shape = { ...TEXT, format: "date-time" };
const TEXTS: Shape = { ...PLAIN, kind: "map", values: TEXT };

/** metadata (k8s.io/apimachinery ObjectMeta), of which a CRD may not say anything. */
const METADATA = objectOf({
  name: TEXT,
  generateName: TEXT,
  namespace: TEXT,
  uid: TEXT,
  resourceVersion: TEXT,
  generation: { ...PLAIN, kind: "integer" },
  creationTimestamp: TIME,
  deletionTimestamp: TIME,
  deletionGracePeriodSeconds: { ...PLAIN, kind: "integer" },
  labels: TEXTS,
  annotations: TEXTS,
  finalizers: { ...PLAIN, kind: "array", items: TEXT },
  ownerReferences: { ...PLAIN, kind: "array", items: { ...PLAIN, kind: "any" } },
  managedFields: { ...PLAIN, kind: "array", items: { ...PLAIN, kind: "any" } },
});

const SERVER_FIELDS = objectOf({ apiVersion: TEXT, kind: TEXT, metadata: METADATA });

function withServerFields({ properties }: ObjectShape): ObjectShape["properties"] {
  const own = properties.filter(
    ({ wireName }) => !SERVER_FIELDS.properties.some((field) => field.wireName === wireName),
  );
  return [...SERVER_FIELDS.properties, ...own];
}

function objectOf(fields: Readonly<Record<string, Shape>>): ObjectShape {
  const documentation = { description: "", deprecated: false, examples: [], secret: false };
  const properties = Object.entries(fields).map(([wireName, shape]) => ({
    ...documentation,
    wireName,
    required: false,
    shape,
  }));
  return { ...PLAIN, kind: "object", properties, open: false, rules: [], warnings: [] };
}
