import type { ASTNode, Environment } from "@marcbachmann/cel-js";

/** What the library makes of an expression. */
export type CelVerdict =
  | { readonly error: string; readonly code: "cel-syntax" | "cel-type"; readonly ast?: ASTNode }
  /** `type` is undefined where the types could not be told. */
  | { readonly error?: undefined; readonly type: string | undefined; readonly ast: ASTNode };

/** Macros that the server has and the library has not, by how many arguments they take; what uses them is not type-checked. */
const FOREIGN_MACROS: Readonly<Record<string, readonly number[]>> = {
  all: [3],
  exists: [3],
  exists_one: [3],
  existsOne: [3],
  transformList: [3, 4],
  transformMap: [3, 4],
  transformMapEntry: [3, 4],
  sortBy: [2],
  optMap: [2],
  optFlatMap: [2],
};

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

/** Whether the server would see an error there too: not where the library lacks a macro. */
function isTrusted(message: string, ast: ASTNode): boolean {
  const isForeign = (node: ASTNode) =>
    node.op === "rcall" && FOREIGN_MACROS[node.args[0]]?.includes(node.args[2].length) === true;
  if ([...nodesOf(ast)].some(isForeign)) return false;
  return /^(?:No such key|Unknown variable|no such overload|found no matching overload)/.test(message);
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
