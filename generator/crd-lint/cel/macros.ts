import { ACCUMULATOR, call, type Expr, type Loop } from "./expression.js";
import { own } from "../../own.js";

/** What the server writes out where a method has the name of a macro. */
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

const MACROS: Readonly<Record<string, Macro>> = {
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

/** The macro of a name; undefined where there is none, whatever else objects have by that name. */
export function macroNamed(name: string): Macro | undefined {
  return own(MACROS, name);
}

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
