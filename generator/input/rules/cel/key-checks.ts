import type { Condition } from "../../../model/model.js";
import type { ModelContext } from "../../lint-model.js";
import type { NormalizedNode, NormalizedSchema } from "../../schema-document.js";
import { keyCheckCost, keysInRequest, MAPS_IN_REQUEST, smallestSize } from "./estimate.js";

/** A list or map, and how often what is in it can be there. */
export interface Repetition {
  readonly owner: NormalizedSchema;
  readonly pointer: string;
  readonly kind: "list" | "map";
  /** undefined where it has no bound. */
  readonly most: number | undefined;
}

/** The check of a map's keys, at one place of the documents of a kind. */
export interface KeyCheck {
  /** The map itself. */
  readonly map: Repetition;
  /** The lists and maps around it, the outermost first. */
  readonly around: readonly Repetition[];
  readonly pattern: string;
  /** How many keys the server expects it to have at most. */
  readonly keys: number;
}

/** Every map below a type whose keys follow a pattern; once for each place where documents have it. */
export function keyChecksOf(type: string, { normalized }: ModelContext): KeyCheck[] {
  const types = new Map(normalized.map((schema) => [schema.name, schema]));
  const target = (node: NormalizedNode): NormalizedNode => {
    const root = types.get(node.reference ?? "")?.root;
    return root ? target(root) : node;
  };
  const visit = (
    node: NormalizedNode,
    owner: NormalizedSchema,
    around: readonly Repetition[],
    narrowing: readonly Condition[] = [],
  ): KeyCheck[] => {
    const conditions = [...node.conditions, ...narrowing];
    const type = types.get(node.reference ?? "");
    if (type) return visit(type.root, type, around, conditions);
    const inside = (child: NormalizedNode | undefined, repetition: Repetition) =>
      child ? visit(child, owner, [...around, repetition]) : [];
    const at = { owner, pointer: node.pointer } as const;
    if (node.kind === "array")
      return inside(node.items, { ...at, kind: "list", most: least("maxItems", node, conditions) });
    if (node.kind !== "map") return node.properties.flatMap(([, child]) => visit(child, owner, around));
    const map = { ...at, kind: "map", most: least("maxProperties", node, conditions) } as const;
    const { keyPattern: pattern, values } = node;
    if (pattern === undefined) return inside(values, map);
    const keys = map.most ?? keysInRequest((values && smallestSize(values, target)) ?? 0);
    return [{ map, around, pattern, keys }, ...inside(values, map)];
  };
  const root = types.get(type);
  return root ? visit(root.root, root, []) : [];
}

/** The tightest bound, as it will stand at the node of the CRD. */
function least(
  bound: "maxItems" | "maxProperties",
  { bounds }: NormalizedNode,
  conditions: readonly Condition[],
): number | undefined {
  const given = [bounds, ...conditions].flatMap((each) => (each[bound] === undefined ? [] : [each[bound]]));
  return given.length > 0 ? Math.min(...given) : undefined;
}

/** What the server estimates that the check costs in one request. */
export function costOf({ pattern, keys, around }: KeyCheck): number {
  const { fixed, each } = keyCheckCost(pattern);
  return (fixed + keys * each) * timesOf(around);
}

/** How many maps the server expects at most, by the lists and maps around them. */
export function timesOf(around: readonly Repetition[]): number {
  return around.some(({ most }) => most === undefined) ? MAPS_IN_REQUEST : productOf(around);
}

/** The product of the bounds that there are. */
export function productOf(around: readonly Repetition[]): number {
  return around.reduce((product, { most = 1 }) => product * most, 1);
}
