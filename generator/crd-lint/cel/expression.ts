import type { ASTNode } from "@marcbachmann/cel-js";
import { NAMESPACES } from "./functions.js";

/** An expression with its macros written out, as the server counts what it costs. */
export type Expr =
  | { readonly kind: "literal"; readonly value: unknown }
  | { readonly kind: "ident"; readonly name: string }
  | { readonly kind: "select"; readonly operand: Expr; readonly field: string; readonly isTest: boolean }
  | { readonly kind: "call"; readonly name: string; readonly target: Expr | undefined; readonly args: readonly Expr[] }
  | { readonly kind: "list"; readonly items: readonly Expr[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Expr, Expr])[] }
  | { readonly kind: "fold"; readonly over: Expr; readonly vars: readonly string[]; readonly loop: Loop }
  | { readonly kind: "bind"; readonly name: string; readonly value: Expr; readonly inside: Expr };

/** A comprehension without its range (cel-go v0.26.0, parser/macro.go and ext/comprehensions.go). */
export interface Loop {
  readonly init: Expr;
  readonly condition: Expr;
  readonly step: Expr;
  readonly result: Expr;
}

/** The name of the value that a loop builds up. */
export const ACCUMULATOR = "@result";

/** Thrown for an expression that is none of those that the server knows as far as this program does. */
export class NotKnown extends Error {}

/** An expression of the library, with its macros written out. */
export function expressionOf(node: ASTNode): Expr {
  switch (node.op) {
    case "value":
      return { kind: "literal", value: node.args };
    case "id":
      return { kind: "ident", name: node.args };
    case ".":
      return { kind: "select", operand: expressionOf(node.args[0]), field: node.args[1], isTest: false };
    case ".?":
      return call("_?._", expressionOf(node.args[0]), { kind: "literal", value: node.args[1] });
    case "call":
      return callOf(node.args[0], node.args[1]);
    case "rcall":
      return methodOf(node.args[0], node.args[1], node.args[2]);
    case "list":
      return { kind: "list", items: node.args.map(expressionOf) };
    case "map":
      return { kind: "map", entries: node.args.map(([key, value]) => [expressionOf(key), expressionOf(value)]) };
    case "!_":
    case "-_":
      return call(node.op, expressionOf(node.args));
    case "?:":
      return call("_?_:_", ...node.args.map(expressionOf));
    default:
      return operatorOf(node);
  }
}

function operatorOf({ op, args }: ASTNode): Expr {
  const names: Readonly<Record<string, string>> = { "[]": "_[_]", "[?]": "_[?_]", in: "in" };
  return call(names[op] ?? `_${op}_`, ...(args as readonly ASTNode[]).map(expressionOf));
}

function call(name: string, ...args: readonly Expr[]): Expr {
  return { kind: "call", name, target: undefined, args };
}

function callOf(name: string, args: readonly ASTNode[]): Expr {
  const [only] = args;
  if (name !== "has" || only?.op !== ".") return call(name, ...args.map(expressionOf));
  return { kind: "select", operand: expressionOf(only.args[0]), field: only.args[1], isTest: true };
}

function methodOf(name: string, target: ASTNode, args: readonly ASTNode[]): Expr {
  if (target.op === "id" && NAMESPACES.has(target.args))
    return call(`${target.args}.${name}`, ...args.map(expressionOf));
  const over = expressionOf(target);
  const macro = MACROS[name];
  const count = macro?.variables(args.length) ?? 0;
  const variables = args.slice(0, count).flatMap((each) => (each.op === "id" ? [each.args] : []));
  if (!macro || count === 0 || variables.length < count)
    return { kind: "call", name, target: over, args: args.map(expressionOf) };
  return macro.expand(over, variables, args.slice(count).map(expressionOf));
}

interface Macro {
  /** How many of so many arguments are names; 0 if the macro does not take that many. */
  readonly variables: (count: number) => number;
  readonly expand: (over: Expr, variables: readonly string[], args: readonly Expr[]) => Expr;
}

const TRUE: Expr = { kind: "literal", value: true };
const FALSE: Expr = { kind: "literal", value: false };
const one = (): Expr => ({ kind: "literal", value: 1n });
const accumulated = (): Expr => ({ kind: "ident", name: ACCUMULATOR });

/** A loop over all there is, with what to do for each. */
function loop(build: (args: readonly Expr[]) => Partial<Loop> & Pick<Loop, "init" | "step">): Macro["expand"] {
  return (over, vars, args) => {
    const { condition = TRUE, result = accumulated(), ...rest } = build(args);
    return { kind: "fold", over, vars, loop: { condition, result, ...rest } };
  };
}

/** One variable, or an index or key and a value. */
const oneOrTwo = (count: number) => (count === 2 || count === 3 ? count - 1 : 0);

const existsOne: Macro = {
  variables: oneOrTwo,
  expand: loop(([test = TRUE]) => ({
    init: { kind: "literal", value: 0n },
    step: call("_?_:_", test, call("_+_", accumulated(), one()), accumulated()),
    result: call("_==_", accumulated(), one()),
  })),
};

/** What a list or map is added to, where a filter lets it. */
function adding(add: (item: Expr) => Expr, args: readonly Expr[]): Expr {
  const step = add(args.at(-1) ?? TRUE);
  return args.length > 1 ? call("_?_:_", args[0] ?? TRUE, step, accumulated()) : step;
}

const append = (item: Expr) => call("_+_", accumulated(), { kind: "list", items: [item] });
const emptyList = (): Expr => ({ kind: "list", items: [] });
const emptyMap = (): Expr => ({ kind: "map", entries: [] });

const MACROS: Readonly<Record<string, Macro | undefined>> = {
  all: {
    variables: oneOrTwo,
    expand: loop(([test = TRUE]) => ({
      init: TRUE,
      condition: call("@not_strictly_false", accumulated()),
      step: call("_&&_", accumulated(), test),
    })),
  },
  exists: {
    variables: oneOrTwo,
    expand: loop(([test = TRUE]) => ({
      init: FALSE,
      condition: call("@not_strictly_false", call("!_", accumulated())),
      step: call("_||_", accumulated(), test),
    })),
  },
  exists_one: existsOne,
  existsOne: { ...existsOne, variables: (count) => (count === 3 ? 2 : 0) },
  map: {
    variables: (count) => (count === 2 || count === 3 ? 1 : 0),
    expand: loop((args) => ({ init: emptyList(), step: adding(append, args) })),
  },
  filter: {
    variables: (count) => (count === 2 ? 1 : 0),
    expand: (over, vars, args) =>
      loop(([test = TRUE]) => ({
        init: emptyList(),
        step: adding(append, [test, { kind: "ident", name: vars[0] ?? "" }]),
      }))(over, vars, args),
  },
  transformList: {
    variables: (count) => (count === 3 || count === 4 ? 2 : 0),
    expand: loop((args) => ({ init: emptyList(), step: adding(append, args) })),
  },
  transformMap: {
    variables: (count) => (count === 3 || count === 4 ? 2 : 0),
    expand: (over, vars, args) =>
      loop(() => ({
        init: emptyMap(),
        step: adding(
          (item) => call("cel.@mapInsert", accumulated(), { kind: "ident", name: vars[0] ?? "" }, item),
          args,
        ),
      }))(over, vars, args),
  },
  transformMapEntry: {
    variables: (count) => (count === 3 || count === 4 ? 2 : 0),
    expand: loop((args) => ({
      init: emptyMap(),
      step: adding((item) => call("cel.@mapInsert", accumulated(), item), args),
    })),
  },
  optMap: { variables: twoArguments, expand: ifPresent((inside) => call("optional.of", inside)) },
  optFlatMap: { variables: twoArguments, expand: ifPresent((inside) => inside) },
  sortBy: {
    variables: twoArguments,
    expand: (over, vars, args) => {
      const input = (): Expr => ({ kind: "ident", name: "@__sortBy_input__" });
      const keys = loop((each) => ({ init: emptyList(), step: adding(append, each) }))(input(), vars, args);
      const inside: Expr = { kind: "call", name: "@sortByAssociatedKeys", target: input(), args: [keys] };
      return { kind: "bind", name: "@__sortBy_input__", value: over, inside };
    },
  },
};

function twoArguments(count: number): number {
  return count === 2 ? 1 : 0;
}

function ifPresent(wrap: (inside: Expr) => Expr): Macro["expand"] {
  return (over, [name = ""], [inside = TRUE]) => {
    const method = (method: string): Expr => ({ kind: "call", name: method, target: over, args: [] });
    const bound: Expr = { kind: "bind", name, value: method("value"), inside };
    return call("_?_:_", method("hasValue"), wrap(bound), call("optional.none"));
  };
}
