import { Environment, type ASTNode } from "@marcbachmann/cel-js";
import { checkLiterals } from "./check-literals.js";
import { checkPlan } from "./check-plan.js";
import { checkTypes, type CheckedTypes, type Problem, type Variables } from "./check-types.js";
import { MalformedExpression, type Expr } from "./expression.js";
import { readExpression } from "./read-expression.js";
import { tooNewFor } from "./since.js";
import { textOfType } from "./type-text.js";

/** What an API server makes of an expression. */
export type CelVerdict =
  | { readonly error: string; readonly code: "cel-syntax" | "cel-type"; readonly expr?: undefined }
  | { readonly error?: undefined; readonly expr: Expr; readonly types: CheckedTypes }
  /** The library cannot read what the server may be able to. */
  | { readonly error?: undefined; readonly expr?: undefined };

/** What the server says first of what it refuses, by what the expression is to be. */
const WORDS = {
  bool: { compile: "compilation failed", type: "cel expression", plan: "program instantiation failed" },
  string: {
    compile: "messageExpression compilation failed",
    type: "messageExpression",
    plan: "messageExpression instantiation failed",
  },
} as const;

/**
 * Parses and checks an expression, for a server of this minor version of Kubernetes 1: a rule is to be a bool, a message
 * a string.
 */
export function judgeExpression(
  expression: string,
  wanted: keyof typeof WORDS,
  variables: Variables,
  kubernetes: number,
): CelVerdict {
  const words = WORDS[wanted];
  const read = readText(expression);
  if (!("expr" in read)) return read.error === undefined ? {} : syntaxError(`${words.compile}: ${read.error}`);
  const { expr, ast } = read;
  const tooNew = tooNewFor(nodesOf(ast), kubernetes);
  if (tooNew !== undefined) return typeError(`${words.compile}: ${tooNew}`);
  const types = checkTypes(expr, variables, kubernetes);
  const [wrong = checkLiterals(expr, types, kubernetes)[0]] = types.errors;
  if (wrong) return typeError(`${words.compile}: ${placed(wrong, expression)}`);
  const type = types.of(expr);
  if (type.name !== wanted) return typeError(`${words.type} must evaluate to a ${wanted}, found ${textOfType(type)}`);
  const unplanned = checkPlan(expr, types);
  return unplanned ? typeError(`${words.plan}: ${placed(unplanned, expression)}`) : { expr, types };
}

const syntaxError = (error: string): CelVerdict => ({ error, code: "cel-syntax" });
const typeError = (error: string): CelVerdict => ({ error, code: "cel-type" });

let shared: Environment | undefined;

function parser(): Environment {
  shared ??= new Environment({ enableOptionalTypes: true });
  return shared;
}

/** Syntax of the server that the library lacks: where it stops reading, and what stands there. */
const BEYOND_LIBRARY: readonly (readonly [stop: string, syntax: RegExp])[] = [
  // Optional members of lists and maps.
  ["Unexpected token: QUESTION", /[[{,]\s*\?/],
  // Names that begin with a dot.
  ["Unexpected token: DOT", /(?:^|[([{,!&|=<>+*/%-])\s*\.(?!\d)/],
  // Objects with a type.
  ["Unexpected character: '{'", /\bgoogle\.protobuf\.\w+\s*\{/],
];

type Read = { readonly expr: Expr; readonly ast: ASTNode } | { readonly error: string | undefined };

function readText(expression: string): Read {
  let ast: ASTNode;
  try {
    ({ ast } = parser().parse(expression));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isBeyond = BEYOND_LIBRARY.some(([stop, syntax]) => message.startsWith(stop) && syntax.test(expression));
    return { error: isBeyond ? undefined : message };
  }
  try {
    return { expr: readExpression(ast, expression), ast };
  } catch (error) {
    if (error instanceof MalformedExpression) return { error: placed(error, expression) };
    throw error;
  }
}

/** A message with the line that it is about, as the server shows it. */
function placed({ message, at }: Problem, expression: string): string {
  const before = expression.slice(0, at).split("\n");
  const line = expression.split("\n")[before.length - 1] ?? "";
  return `${message}\n| ${line}\n| ${".".repeat(before.at(-1)?.length ?? 0)}^`;
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
