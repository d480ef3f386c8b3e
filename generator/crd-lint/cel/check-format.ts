import type { CheckedTypes } from "./check-types.js";
import type { Expr } from "./expression.js";
import { textOfType } from "./type-text.js";

const PRINTED = "list map int uint double bool string timestamp bytes duration type null".split(" ");

/** What each clause takes, and how the server says that it was given something else. */
const CLAUSES: Readonly<Record<string, { readonly takes: readonly string[]; readonly refusal: string }>> = {
  s: {
    takes: PRINTED,
    refusal:
      "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps",
  },
  d: { takes: ["int", "uint"], refusal: "decimal clause can only be used on integers" },
  f: { takes: ["double", "string"], refusal: "fixed-point clause can only be used on doubles" },
  e: { takes: ["double", "string"], refusal: "scientific clause can only be used on doubles" },
  b: { takes: ["int", "uint", "bool"], refusal: "only integers and bools can be formatted as binary" },
  o: { takes: ["int", "uint"], refusal: "octal clause can only be used on integers" },
  x: {
    takes: ["int", "uint", "string", "bytes"],
    refusal: "only integers, byte buffers, and strings can be formatted as hex",
  },
};

/** What is wrong with a call of `format` on a literal with a list literal; undefined where nothing is, or unknown. */
export function formatProblem(
  { target, args: [given] }: Expr & { kind: "call" },
  types: CheckedTypes,
): string | undefined {
  if (target?.kind !== "literal" || typeof target.value !== "string" || given?.kind !== "list") return undefined;
  const clauses = [...target.value.matchAll(/%(?:(%)|(?:\.(\d*))?([^]?))/gu)].filter(([, percent]) => !percent);
  for (const [index, [clause, , precision, letter = ""]] of clauses.entries()) {
    const problem = clauseProblem(clause, precision, letter, given.items[index], types);
    if (problem !== undefined) return problem.replace("#", String(index));
  }
  const [wanted, supplied] = [clauses.length, given.items.length];
  if (supplied <= wanted) return undefined;
  return `too many arguments supplied to string.format (expected ${wanted}, got ${supplied})`;
}

function clauseProblem(
  clause: string,
  precision: string | undefined,
  letter: string,
  arg: Expr | undefined,
  types: CheckedTypes,
): string | undefined {
  if (clause === "%") return "unexpected end of string";
  if (!arg) return "index # out of range";
  const parsing = "could not parse formatting clause: ";
  if (letter === "") return `${parsing}could not find end of precision specifier`;
  if (precision === "") return `${parsing}error while parsing precision: the digits are missing`;
  const known = CLAUSES[letter === "X" ? "x" : letter];
  if (!known) return `${parsing}unrecognized formatting clause "${letter}"`;
  const wrong = letter === "s" ? unprintable(arg, types) : unlessTaken(arg, known.takes, types);
  return wrong && `error during formatting: ${known.refusal}, was given ${textOfType(types.of(wrong))}`;
}

function unlessTaken(arg: Expr, takes: readonly string[], types: CheckedTypes): Expr | undefined {
  const { name } = types.of(arg);
  return name === "dyn" || takes.includes(name) ? undefined : arg;
}

/** The argument, or what is written in it, that has no text. */
function unprintable(arg: Expr, types: CheckedTypes): Expr | undefined {
  if (unlessTaken(arg, PRINTED, types)) return arg;
  const inside = arg.kind === "list" ? arg.items : arg.kind === "map" ? arg.entries.flat() : [];
  for (const each of inside) {
    const wrong = unprintable(each, types);
    if (wrong) return wrong;
  }
  return undefined;
}
