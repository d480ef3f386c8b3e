import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { foreignMacro, tooNewFor } from "./since.js";

/** What the library makes of an expression. */
export type CelVerdict =
  | { readonly error: string; readonly code: "cel-syntax" | "cel-type"; readonly ast?: ASTNode }
  /** `type` is undefined where the types could not be told. */
  | { readonly error?: undefined; readonly type: string | undefined; readonly ast: ASTNode };

/** Parses and type-checks an expression, for a server of this minor version of Kubernetes 1. */
export function judgeExpression(expression: string, environment: Environment, kubernetes: number): CelVerdict {
  let ast: ASTNode;
  try {
    ast = environment.parse(expression).ast;
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), code: "cel-syntax" };
  }
  const tooNew = tooNewFor(nodesOf(ast), kubernetes);
  if (tooNew !== undefined) return { error: tooNew, code: "cel-type", ast };
  const { valid, type, error } = environment.check(expression);
  if (valid) return { type, ast };
  if (!isTrusted(error?.message ?? "", ast)) return { type: undefined, ast };
  return { error: error?.message ?? "", code: "cel-type", ast };
}

/** Whether the server would see an error there too: not where the library lacks a macro. */
function isTrusted(message: string, ast: ASTNode): boolean {
  if ([...nodesOf(ast)].some((node) => foreignMacro(node) !== undefined)) return false;
  return /^(?:No such key|Cannot index type|Unknown variable|no such overload|found no matching overload)/.test(
    message,
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
