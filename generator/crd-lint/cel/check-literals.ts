import { goPatternError } from "../go-pattern.js";
import { formatProblem } from "./check-format.js";
import { MEMBERS_AFTERWARDS, type CheckedTypes, type Problem } from "./check-types.js";
import { conversionFailure } from "./constants.js";
import { partsOf, type Expr } from "./expression.js";
import { isUsable } from "./since.js";
import { textOfType } from "./type-text.js";
import { isSame } from "./unify.js";

/** Literal arguments are checked since this minor version of Kubernetes 1. */
const ARGUMENTS = 29;

/**
 * What the server refuses after it has checked types: members of different types, and literals that would fail for
 * every object (cel-go v0.29.2, cel/validator.go and ext/formatting.go).
 *
 * @param expr one whose types have no errors
 */
export function checkLiterals(expr: Expr, types: CheckedTypes, kubernetes: number): Problem[] {
  const checks = new LiteralChecks(types, kubernetes);
  checks.visit(expr, { at: 0, isFormatted: false });
  return checks.problems.toSorted((a, b) => a.at - b.at);
}

interface Place {
  readonly at: number;
  /** Whether it is given to `format`, which takes values of all types at once. */
  readonly isFormatted: boolean;
}

class LiteralChecks {
  readonly problems: Problem[] = [];
  readonly #types: CheckedTypes;
  readonly #kubernetes: number;

  constructor(types: CheckedTypes, kubernetes: number) {
    this.#types = types;
    this.#kubernetes = kubernetes;
  }

  visit(expr: Expr, around: Place): void {
    const at = expr.at ?? around.at;
    const isFormatted = around.isFormatted || (expr.kind === "call" && expr.name === "format");
    if (!isFormatted && isUsable(MEMBERS_AFTERWARDS, this.#kubernetes)) this.#members(expr, at);
    if (expr.kind === "call" && isUsable(ARGUMENTS, this.#kubernetes)) this.#call(expr, at);
    for (const part of partsOf(expr)) this.visit(part, { at, isFormatted });
  }

  #report(message: string | undefined, at: number): void {
    if (message !== undefined) this.problems.push({ message, at });
  }

  #members(expr: Expr, near: number): void {
    const groups =
      expr.kind === "list"
        ? [expr.items]
        : expr.kind === "map"
          ? [expr.entries.map(([key]) => key), expr.entries.map(([, value]) => value)]
          : [];
    for (const [first, ...others] of groups) {
      const wanted = first && this.#types.of(first);
      const other = wanted && others.find((each) => !isSame(wanted, this.#types.of(each)));
      if (!other) continue;
      const found = textOfType(this.#types.of(other));
      this.#report(`expected type '${textOfType(wanted)}' but found '${found}'`, other.at ?? near);
    }
  }

  #call(call: Expr & { kind: "call" }, at: number): void {
    const { name, args } = call;
    const [first] = args;
    if (name === "format") this.#report(formatProblem(call, this.#types), at);
    if (first?.kind !== "literal") return;
    // Of `matches` as a function, the first argument is the text; the server takes it for the pattern all the same.
    const isWrong =
      name === "matches"
        ? goPatternError(String(first.value)) !== undefined
        : (name === "duration" || name === "timestamp") && conversionFailure(call) !== undefined;
    if (isWrong) this.#report(`invalid ${name} argument`, first.at ?? at);
  }
}
