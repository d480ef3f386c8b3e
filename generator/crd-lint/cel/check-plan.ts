import { goPatternError } from "../go-pattern.js";
import type { CheckedTypes, Problem } from "./check-types.js";
import { constantOf, conversionFailure } from "./constants.js";
import { partsOf, type Expr } from "./expression.js";
import { typeNamed } from "./type-names.js";

/**
 * What keeps the server from making a program of an expression that it has compiled: constants are computed first, with
 * what fails for every object (cel-go v0.29.2, interpreter/planner.go and decorators.go).
 *
 * @param expr one whose types have no errors
 */
export function checkPlan(expr: Expr, types: CheckedTypes, around = 0): Problem | undefined {
  const at = expr.at ?? around;
  for (const part of partsOf(expr)) {
    const inside = checkPlan(part, types, at);
    if (inside) return inside;
  }
  const message = problemOf(expr, types);
  return message === undefined ? undefined : { message, at };
}

function problemOf(expr: Expr, types: CheckedTypes): string | undefined {
  if (expr.kind === "ident") return typeVariable(expr.name, expr, types);
  if (expr.kind === "bind") return typeVariable(expr.name, expr.value, types);
  if (expr.kind !== "call") return undefined;
  const { name, target, args } = expr;
  const [first, second] = args;
  if (PATTERNS.has(name)) return patternProblem(target ? first : second);
  if (name === "_[_]" || name === "_[?_]") return second && qualifierProblem(second);
  return conversionFailure(expr);
}

/** The server takes a variable that holds a type for the name of one. */
function typeVariable(name: string, value: Expr, types: CheckedTypes): string | undefined {
  if (types.of(value).name !== "type" || typeNamed(name)) return undefined;
  return `reference to undefined type: ${name}`;
}

/** Functions that take a regular expression: methods as their first argument, `matches` as a function as its second. */
const PATTERNS: ReadonlySet<string> = new Set(["matches", "find", "findAll"]);

function patternProblem(pattern: Expr | undefined): string | undefined {
  const constant = pattern && constantOf(pattern);
  return constant?.type === "string" ? goPatternError(String(constant.value)) : undefined;
}

/** What a constant index or key may be. */
const QUALIFIERS = ["bool", "int", "uint", "double", "string"];

function qualifierProblem(index: Expr): string | undefined {
  const constant = constantOf(index);
  return !constant || QUALIFIERS.includes(constant.type) ? undefined : `invalid qualifier type: ${constant.type}`;
}
