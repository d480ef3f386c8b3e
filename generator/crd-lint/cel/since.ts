import type { ASTNode } from "@marcbachmann/cel-js";
import { NAMESPACES } from "./functions.js";
import { overloadsOf } from "./overloads.js";
import { own } from "../../own.js";

/** Optional values came with this minor version of Kubernetes 1. */
const OPTIONALS = 28;

const TWO_VARIABLES = { since: 32, counts: [3] };
const TRANSFORMATION = { since: 32, counts: [3, 4] };

/**
 * The macros that not all servers have, by how many arguments they take (k8s.io/apiserver v0.37.0,
 * pkg/cel/environment/base.go).
 */
const NEWER_MACROS: Readonly<Record<string, { readonly since: number; readonly counts: readonly number[] }>> = {
  all: TWO_VARIABLES,
  exists: TWO_VARIABLES,
  exists_one: TWO_VARIABLES,
  existsOne: TWO_VARIABLES,
  transformList: TRANSFORMATION,
  transformMap: TRANSFORMATION,
  transformMapEntry: TRANSFORMATION,
  sortBy: { since: 34, counts: [2] },
  optMap: { since: OPTIONALS, counts: [2] },
  optFlatMap: { since: OPTIONALS, counts: [2] },
};

/**
 * Whether a server lets new rules use what a version introduced: it is one behind, so that they still work when it is
 * rolled back.
 */
export function isUsable(since: number, kubernetes: number): boolean {
  return since < kubernetes;
}

/** Since when servers have a macro; undefined for all that is none, and for those that all have. */
function macroSince(node: ASTNode): number | undefined {
  if (node.op !== "rcall") return undefined;
  const [name] = node.args;
  const macro = own(NEWER_MACROS, name);
  return macro?.counts.includes(node.args[2].length) ? macro.since : undefined;
}

/** What an expression uses that a server is too old for, in words; undefined if there is nothing. */
export function tooNewFor(nodes: Iterable<ASTNode>, kubernetes: number): string | undefined {
  for (const node of nodes) {
    const since = sinceOf(node);
    if (since !== undefined && !isUsable(since, kubernetes)) return `${nameOf(node)} needs Kubernetes 1.${since + 1}`;
  }
  return undefined;
}

function sinceOf(node: ASTNode): number | undefined {
  if (node.op === ".?" || node.op === "[?]") return OPTIONALS;
  if (node.op !== "call" && node.op !== "rcall") return undefined;
  const versions = overloadsOf(nameOf(node)).map(({ since }) => since);
  return macroSince(node) ?? (versions.length > 0 ? Math.min(...versions) : undefined);
}

function nameOf(node: ASTNode): string {
  if (node.op === "rcall" && node.args[1].op === "id" && NAMESPACES.has(node.args[1].args))
    return `${node.args[1].args}.${node.args[0]}`;
  return node.op === "call" || node.op === "rcall" ? node.args[0] : `the operator ${node.op}`;
}
