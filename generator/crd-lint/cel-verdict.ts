import type { ASTNode, Environment } from "@marcbachmann/cel-js";

/** What the library makes of an expression. */
export type CelVerdict =
  | { readonly error: string; readonly code: "cel-syntax" | "cel-type"; readonly ast?: ASTNode }
  /** `type` is undefined where the types could not be told. */
  | { readonly error?: undefined; readonly type: string | undefined; readonly ast: ASTNode };

/** Names of functions and macros that Kubernetes has beyond the library; what uses them is not type-checked. */
const KUBERNETES_ONLY = new Set(
  `transformList transformMap transformMapEntry sortBy isSorted sum min max indexOf lastIndexOf find findAll url isURL
  getScheme getHost getHostname getPort getEscapedPath getQuery quantity isQuantity sign isLessThan isGreaterThan compareTo
  isInteger asInteger asApproximateFloat add sub ip isIP cidr isCIDR containsIP containsCIDR prefixLength masked family
  isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast isCanonical format validate named
  dns1123Label dns1123Subdomain dns1035Label qualifiedName dns1123LabelPrefix dns1123SubdomainPrefix dns1035LabelPrefix
  labelValue uri uuid byte date datetime semver isSemver major minor patch flatten distinct reverse sort slice range
  first last charAt lowerAscii upperAscii replace split substring trim join quote contains intersects equivalent
  existsOne optMap optFlatMap cel bind sets math strings lists`.split(/\s+/),
);

/** Parses and type-checks an expression. */
export function judgeExpression(expression: string, environment: Environment): CelVerdict {
  let ast: ASTNode;
  try {
    ast = environment.parse(expression).ast;
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), code: "cel-syntax" };
  }
  const { valid, type, error } = environment.check(expression);
  if (valid) return { type, ast };
  if (!isTrusted(error?.message ?? "", ast)) return { type: undefined, ast };
  return { error: error?.message ?? "", code: "cel-type", ast };
}

/** Whether the server would see an error there too: not where the library lacks a function or a macro. */
function isTrusted(message: string, ast: ASTNode): boolean {
  const names = [...nodesOf(ast)].flatMap((node) =>
    node.op === "call" ? [node.args[0]] : node.op === "rcall" ? [node.args[0]] : [],
  );
  if (names.some((name) => KUBERNETES_ONLY.has(name)) || hasTwoVariables(ast)) return false;
  return /^(?:No such key|Unknown variable|no such overload|found no matching overload)/.test(message);
}

const MACROS = ["all", "exists", "exists_one"];

/** Macros with an index and a value: the library has only those with one variable. */
function hasTwoVariables(ast: ASTNode): boolean {
  return [...nodesOf(ast)].some(
    (node) => node.op === "rcall" && MACROS.includes(node.args[0]) && node.args[2].length > 2,
  );
}

export function usesVariable(ast: ASTNode, name: string): boolean {
  return [...nodesOf(ast)].some((node) => node.op === "id" && node.args === name);
}

function* nodesOf(value: unknown): Generator<ASTNode> {
  if (Array.isArray(value)) for (const item of value as unknown[]) yield* nodesOf(item);
  else if (isNode(value)) {
    yield value;
    yield* nodesOf(value.args);
  }
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}
