import type { Expr } from "./expression.js";
import { costOf, cap, fixed, MAX, plus, times, union, UNKNOWN, type Size } from "./sizes.js";
import { isOpen, type CelType } from "./types.js";
import { MATCHES_COST } from "../../kubernetes-features.js";
import { own } from "../../own.js";

/** What is known of an argument or a receiver. */
export interface Operand {
  readonly expr: Expr;
  readonly type: CelType;
  readonly size: Size | undefined;
  /** Of what it has inside, where it is a list of a schema. */
  readonly itemSize: Size | undefined;
}

export interface Call {
  readonly name: string;
  readonly target: Operand | undefined;
  readonly args: readonly Operand[];
  /** The server: the minor version of Kubernetes 1. */
  readonly kubernetes: number;
}

/** What a call costs at most, without its arguments, and how large its result is if that can be told. */
export interface CallCost {
  readonly cost: number;
  readonly size?: Size;
}

/** Passing over a text once, for each character. */
const TRAVERSAL = 0.1;
/** Each character of a regular expression, for each unit of a text. */
const REGEX = 0.25;
const LIST_CREATION = 10;
/** How long the server takes the regular expression of a named format to be. */
const FORMAT_REGEX = 128;
const ONE: CallCost = { cost: 1 };

/**
 * The cost of a call as an API server estimates it (k8s.io/apiserver v0.37.0, pkg/cel/library/cost.go;
 * github.com/google/cel-go v0.29.2, checker/cost.go, `functionCost`, ext/lists.go and ext/sets.go).
 */
export function callCost(call: Call): CallCost {
  return own(COSTS, call.name)?.(call) ?? ONE;
}

type CostRule = (call: Call) => CallCost | undefined;

const sizeOf = (operand: Operand | undefined): Size => operand?.size ?? UNKNOWN;
const traversing = (size: Size, factor = TRAVERSAL): number => costOf(size.max, factor);
const subject = ({ target, args }: Call) => target ?? args[0];

/** Once over the first of receiver and arguments. */
const passing =
  (factor = TRAVERSAL): CostRule =>
  (call) => ({ cost: traversing(sizeOf(subject(call)), factor) });

/** The same, with a result as long as what was passed over. */
const copying: CostRule = (call) => ({ cost: traversing(sizeOf(subject(call))), size: sizeOf(subject(call)) });

/** Every item of a list, or every character of a text. */
const searching: CostRule = ({ target }) => {
  if (!target) return undefined;
  const [item] = target.type.params;
  if (!item) return { cost: traversing(sizeOf(target)) };
  const each = isText(item) ? 1 + traversing(target.itemSize ?? UNKNOWN) : 1;
  return { cost: cap(sizeOf(target).max * each) };
};

const regex = (text: Size, pattern: Size): number => cap(traversing(plus(text, fixed(1))) * costOf(pattern.max, REGEX));

/** Comparing two values goes as far as the shorter of them. */
const comparing: CostRule = ({ args: [a, b] }) => {
  const shorter = Math.min(sizeOf(a).max, sizeOf(b).max);
  return { cost: costOf(shorter, TRAVERSAL) };
};

const ordering: CostRule = (call) => {
  const types = call.args.map(({ type }) => type).filter((type) => !isOpen(type));
  if (types.some((type) => !isText(type))) return ONE;
  const cost = comparing(call)?.cost ?? 1;
  // Of two values of unknown type, the server takes the dearest of all comparisons.
  return { cost: types.length === 0 ? Math.max(1, cost) : cost };
};

const ONE_FOR_EQUALITY = new Set(["IP", "CIDR", "Quantity", "Semver"]);
const MOST_OF_FORMAT = 64;

const equality: CostRule = (call) => {
  const [a, b] = call.args;
  if (a?.type.name !== b?.type.name || !a) return comparing(call);
  if (ONE_FOR_EQUALITY.has(a.type.name)) return ONE;
  if (a.type.name === "Format") return { cost: costOf(MOST_OF_FORMAT, TRAVERSAL) };
  if (a.type.name === "URL") return { cost: costOf(b?.size?.max ?? 1, TRAVERSAL) };
  return comparing(call);
};

const adding: CostRule = ({ args: [a, b] }) => {
  const size = plus(sizeOf(a), sizeOf(b));
  const types = [a, b].flatMap((operand) => (operand && !isOpen(operand.type) ? [operand.type] : []));
  if (types.length === 0) return { cost: Math.max(1, traversing(size)), size };
  if (types.some(isText)) return { cost: traversing(size), size };
  return types.some(({ name }) => name === "list") ? { cost: 1, size } : ONE;
};

const replacing: CostRule = ({ target, args: [from, to] }) => {
  const [text, old, next] = [sizeOf(target), sizeOf(from), sizeOf(to)];
  const cost = traversing(text, 2 * TRAVERSAL);
  return { cost, size: { min: shortest(text, old, next), max: longest(text, old, next) } };
};

function longest(text: Size, old: Size, next: Size): number {
  if (old.min === 0) return cap(cap(text.max + 1) * next.max + text.max);
  return next.max <= old.min ? text.max : cap(Math.ceil(text.max / old.min) * next.max);
}

function shortest(text: Size, old: Size, next: Size): number {
  if (old.max === 0) return cap((text.min + 1) * next.min + text.min);
  return old.max <= next.min ? 0 : cap(Math.ceil(text.min / old.max) * next.min);
}

const joining: CostRule = ({ target, args: [separator] }) => {
  const items = sizeOf(target);
  // Of what may be no list, the server counts no items.
  const parts = target && isOpen(target.type) ? fixed(0) : times(items, target?.itemSize ?? UNKNOWN);
  const between = { min: Math.max(0, items.min - 1), max: Math.max(0, items.max - 1) };
  const size = separator ? plus(parts, times(sizeOf(separator), between)) : parts;
  return { cost: traversing(size), size };
};

const splitting: CostRule = ({ target, args: [, limit] }) => ({
  cost: traversing(sizeOf(target), 2 * TRAVERSAL),
  // The server reads a limit below 0 as a number without a sign.
  size: { min: 0, max: isNegative(limit) ? MAX : (wholeNumber(limit) ?? sizeOf(target).max) },
});

const containing =
  (stringArgument: boolean, base: number): CostRule =>
  ({ args: [other] }) => ({
    cost:
      base + (stringArgument && !["string", "dyn"].includes(other?.type.name ?? "") ? 0 : traversing(sizeOf(other))),
  });

/** Making a list costs its creation and something for each item. */
const creating = (factor: number, size: Size): CallCost => ({
  cost: cap(costOf(size.max, factor) + 1 + LIST_CREATION),
  size,
});

const comparingSets =
  (factor: number): CostRule =>
  ({ args: [a, b] }) => ({ cost: cap(costOf(times(sizeOf(a), sizeOf(b)).max, factor) + 1) });

/** Sorting compares each with each; `keys` is what is compared. */
function sorting(keys: Operand | undefined): CallCost {
  const [item] = keys?.type.params ?? [];
  return creating(item && isText(item) ? 2 + TRAVERSAL : 2, times(sizeOf(keys), sizeOf(keys)));
}

const finding: CostRule = ({ target, args: [pattern] }) => ({
  cost: regex(sizeOf(target), sizeOf(pattern)),
  size: { min: 0, max: sizeOf(target).max },
});

/** Older servers know the price of the method only. */
const matching: CostRule = ({ target, args, kubernetes }) => {
  if (!target && kubernetes < MATCHES_COST) return ONE;
  const [text, pattern] = target ? [target, args[0]] : args;
  return { cost: regex(sizeOf(text), sizeOf(pattern)) };
};

const COSTS: Readonly<Record<string, CostRule | undefined>> = {
  "_==_": equality,
  "_!=_": comparing,
  "_<_": ordering,
  "_<=_": ordering,
  "_>_": ordering,
  "_>=_": ordering,
  "_+_": adding,
  in: ({ args: [, list] }) => (list?.type.name === "map" ? ONE : { cost: cap(sizeOf(list).max) }),
  startsWith: ({ args: [prefix] }) => ({ cost: traversing(sizeOf(prefix)) }),
  endsWith: ({ args: [suffix] }) => ({ cost: traversing(sizeOf(suffix)) }),
  contains: ({ target, args: [part] }) => ({ cost: cap(traversing(sizeOf(target)) * traversing(sizeOf(part))) }),
  matches: matching,
  find: finding,
  findAll: finding,
  bytes: (call) => (isText(call.args[0]?.type) && call.args[0]?.type.name === "bytes" ? ONE : toBytes(call)),
  string: ({ args: [value] }) => {
    if (!value || (!isOpen(value.type) && value.type.name !== "bytes")) return ONE;
    const size = { min: Math.floor(sizeOf(value).min / 4), max: sizeOf(value).max };
    return { cost: Math.max(isOpen(value.type) ? 1 : 0, traversing(sizeOf(value))), size };
  },
  "strings.quote": ({ args: [value] }) => {
    const { min, max } = sizeOf(value);
    return { cost: costOf(max, TRAVERSAL), size: { min: min + 2, max: cap(max * 2 + 2) } };
  },
  format: passing(),
  isSorted: searching,
  sum: searching,
  max: searching,
  min: searching,
  indexOf: searching,
  lastIndexOf: searching,
  url: copying,
  lowerAscii: copying,
  upperAscii: copying,
  substring: copying,
  trim: copying,
  replace: replacing,
  split: splitting,
  join: joining,
  cidr: passing(),
  isIP: passing(),
  isCIDR: passing(),
  ip: (call) => (call.target ? ONE : passing()(call)),
  "ip.isCanonical": passing(2 * TRAVERSAL),
  // Addresses have 16 bytes at most; both are passed over, and a network once more with its mask.
  containsIP: containing(true, costOf(32, TRAVERSAL)),
  containsCIDR: containing(true, costOf(32, TRAVERSAL) + costOf(16, TRAVERSAL) + 1),
  quantity: passing(),
  isQuantity: passing(),
  semver: passing(),
  isSemver: passing(),
  validate: ({ args: [value] }) => ({ cost: costOf(traversing(sizeOf(value)), FORMAT_REGEX * REGEX) }),
  slice: ({ target, args: [start, end] }) => {
    const length = (wholeNumber(end) ?? sizeOf(target).max) - (wholeNumber(start) ?? 0);
    // The server's numbers have no sign: what is less than none is as much as can be.
    return creating(1, fixed(length < 0 ? MAX : length));
  },
  "lists.range": ({ args: [count] }) => creating(1, fixed(wholeNumber(count) ?? MAX)),
  reverse: ({ target }) => creating(1, sizeOf(target)),
  flatten: ({ target, args: [depth] }) => creating(depth ? (wholeNumber(depth) ?? MAX) : 1, sizeOf(target)),
  distinct: ({ target }) => creating(2, times(sizeOf(target), sizeOf(target))),
  sort: ({ target }) => sorting(target),
  "@sortByAssociatedKeys": ({ args: [keys] }) => sorting(keys),
  "sets.contains": comparingSets(1),
  "sets.intersects": comparingSets(1),
  "sets.equivalent": comparingSets(2),
  "_?_:_": ({ args: [, yes, no] }) => ({ cost: 0, size: union(sizeOf(yes), sizeOf(no)) }),
};

function toBytes({ args: [value] }: Call): CallCost {
  const { min, max } = sizeOf(value);
  return { cost: costOf(max, TRAVERSAL), size: { min, max: cap(max * 4) } };
}

function isText(type: CelType | undefined): boolean {
  return type?.name === "string" || type?.name === "bytes";
}

/** The value of a literal that is a whole number, at least 0. */
function wholeNumber(operand: Operand | undefined): number | undefined {
  if (operand?.expr.kind !== "literal" || typeof operand.expr.value !== "bigint") return undefined;
  return Math.max(0, Number(operand.expr.value));
}

function isNegative(operand: Operand | undefined): boolean {
  return operand?.expr.kind === "literal" && typeof operand.expr.value === "bigint" && operand.expr.value < 0n;
}
