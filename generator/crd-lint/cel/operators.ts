import type { Overload } from "./overloads.js";
import { splitList, typeOfText } from "./types.js";

/** Numbers of different types are compared since this minor version of Kubernetes 1. */
const MIXED_NUMBERS = 28;

const NUMBERS = ["double", "int", "uint"];
const SORTABLE = ["int", "uint", "double", "bool", "duration", "timestamp", "string", "bytes"];
const COMPARED = `bool, bool; int, int; int, double; int, uint; uint, uint; uint, double; uint, int; double, double;
  double, int; double, uint; string, string; bytes, bytes; timestamp, timestamp; duration, duration`.split(/;\s+/);

function overload(name: string, text: string, since = 0): Overload {
  const [, args = "", result = ""] = /^\((.*)\): (.+)$/.exec(text) ?? [];
  return { name, since, target: undefined, args: splitList(args).map(typeOfText), result: typeOfText(result) };
}

/** For each of these types, one that takes so many of them. */
function alike(name: string, types: readonly string[], count: number, result?: string): Overload[] {
  return types.map((type) => overload(name, `(${Array(count).fill(type).join(", ")}): ${result ?? type}`));
}

function comparisons(name: string): Overload[] {
  return COMPARED.map((types) => {
    const [a, b] = types.split(", ");
    return overload(name, `(${types}): bool`, a === b ? 0 : MIXED_NUMBERS);
  });
}

const SORTED: readonly Overload[] = SORTABLE.map((key) => ({
  ...overload("@sortByAssociatedKeys", `(list<${key}>): list<A>`),
  target: typeOfText("list<A>"),
}));

/**
 * Every operator, and what macros are written out with, under the names of the server (cel-go v0.29.2,
 * common/stdlib/standard.go, cel/library.go, ext/comprehensions.go, ext/lists.go), in its order: of a value that may be
 * anything yet, the first that fits decides.
 */
export const OPERATORS: readonly Overload[] = [
  ...["_==_", "_!=_"].map((name) => overload(name, "(A, A): bool")),
  ...["_<_", "_<=_", "_>_", "_>=_"].flatMap(comparisons),
  ...["!_", "@not_strictly_false"].map((name) => overload(name, "(bool): bool")),
  ...["_&&_", "_||_"].map((name) => overload(name, "(bool, bool): bool")),
  ...alike("-_", ["double", "int"], 1),
  ...alike("_+_", ["bytes", "double", "duration"], 2),
  ...["(duration, timestamp): timestamp", "(timestamp, duration): timestamp"].map((text) => overload("_+_", text)),
  ...alike("_+_", ["int", "list<A>", "string", "uint"], 2),
  ...alike("_-_", ["double", "duration", "int"], 2),
  ...["(timestamp, duration): timestamp", "(timestamp, timestamp): duration"].map((text) => overload("_-_", text)),
  ...alike("_-_", ["uint"], 2),
  ...["_*_", "_/_"].flatMap((name) => alike(name, NUMBERS, 2)),
  ...alike("_%_", ["int", "uint"], 2),
  overload("_?_:_", "(bool, A, A): A"),
  ...["(A, list<A>): bool", "(A, map<A, B>): bool"].map((text) => overload("in", text)),
  ...["(list<A>, int): A", "(map<A, B>, A): B"].map((text) => overload("_[_]", text)),
  ...["(optional<list<A>>, int): optional<A>", "(optional<map<A, B>>, A): optional<B>"].flatMap((text) =>
    ["_[_]", "_[?_]"].map((name) => overload(name, text)),
  ),
  ...["(list<A>, int): optional<A>", "(map<A, B>, A): optional<B>"].map((text) => overload("_[?_]", text)),
  ...["(map<A, B>, A, B): map<A, B>", "(map<A, B>, map<A, B>): map<A, B>"].map((text) =>
    overload("cel.@mapInsert", text),
  ),
  overload("dyn", "(A): dyn"),
  ...SORTED,
];
