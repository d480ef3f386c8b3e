/** An expression with its macros written out, as the server checks its types and counts what it costs. */
export type Expr = Form & {
  /** Where in the text the server says it is, in UTF-16 units; absent for what macros are written out with. */
  readonly at?: number;
};

type Form =
  | { readonly kind: "literal"; readonly value: unknown }
  | { readonly kind: "ident"; readonly name: string }
  | { readonly kind: "select"; readonly operand: Expr; readonly field: string; readonly isTest: boolean }
  | { readonly kind: "call"; readonly name: string; readonly target: Expr | undefined; readonly args: readonly Expr[] }
  | { readonly kind: "list"; readonly items: readonly Expr[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Expr, Expr])[] }
  | { readonly kind: "fold"; readonly over: Expr; readonly vars: readonly string[]; readonly loop: Loop }
  | { readonly kind: "bind"; readonly name: string; readonly value: Expr; readonly inside: Expr };

/** A comprehension without its range (cel-go v0.29.2, parser/macro.go and ext/comprehensions.go). */
export interface Loop {
  readonly init: Expr;
  readonly condition: Expr;
  readonly step: Expr;
  readonly result: Expr;
}

/** The name of the value that a loop builds up. */
export const ACCUMULATOR = "@result";

/** Thrown for an expression that a macro of the server refuses, or that has a number out of range. */
export class MalformedExpression extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

export function call(name: string, ...args: readonly Expr[]): Expr {
  return { kind: "call", name, target: undefined, args };
}

/** All that an expression is made of directly. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "literal":
    case "ident":
      return [];
    case "select":
      return [expr.operand];
    case "call":
      return expr.target ? [expr.target, ...expr.args] : expr.args;
    case "list":
      return expr.items;
    case "map":
      return expr.entries.flat();
    case "fold":
      return [expr.over, expr.loop.init, expr.loop.condition, expr.loop.step, expr.loop.result];
    case "bind":
      return [expr.value, expr.inside];
  }
}
