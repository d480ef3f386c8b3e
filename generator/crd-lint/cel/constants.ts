import { isGoDuration } from "../go-duration.js";
import { timeProblem } from "../go-time.js";
import type { Expr } from "./expression.js";
import { typeNamed } from "./type-names.js";
import { own } from "../../own.js";

/** What the server computes before it sees any object. */
export interface Constant {
  /** The name of its type. */
  readonly type: string;
  /** Of a duration or timestamp: a text that is one too; undefined for what there is no conversion of. */
  readonly value?: unknown;
}

/**
 * The value of an expression that the server evaluates when it plans a program: literals, names of types, lists and
 * maps of them, and conversions; undefined for all else, and for a conversion that fails (cel-go v0.29.2,
 * interpreter/decorators.go).
 */
export function constantOf(expr: Expr): Constant | undefined {
  switch (expr.kind) {
    case "literal":
      return literal(expr.value);
    case "ident":
      return typeNamed(expr.name) && { type: "type" };
    case "list":
      return expr.items.every((item) => constantOf(item)) ? { type: "list" } : undefined;
    case "map":
      return expr.entries.flat().every((part) => constantOf(part)) ? { type: "map" } : undefined;
    case "call":
      return callOf(expr);
    default:
      return undefined;
  }
}

/** Why a conversion of a constant fails, whatever the object is; undefined where it does not, or is none. */
export function conversionFailure(call: Call): string | undefined {
  const given = convertedConstant(call);
  if (!given || given.type === call.name || callOf(call)) return undefined;
  return `type conversion error from '${given.type}' to '${call.name}'`;
}

type Call = Expr & { readonly kind: "call" };

function convertedConstant({ name, target, args: [only, ...others] }: Call): Constant | undefined {
  const isConversion = Object.hasOwn(CONVERSIONS, name) || name === "dyn" || name === "type";
  return isConversion && !target && only && others.length === 0 ? constantOf(only) : undefined;
}

function callOf(call: Call): Constant | undefined {
  const given = convertedConstant(call);
  if (!given || call.name === "dyn" || call.name === given.type) return given;
  return call.name === "type" ? { type: "type" } : own(CONVERSIONS, call.name)?.[given.type]?.(given.value as never);
}

function literal(value: unknown): Constant {
  if (value === null) return { type: "null" };
  if (typeof value === "bigint") return { type: "int", value };
  if (typeof value === "number") return { type: "double", value };
  if (typeof value === "boolean") return { type: "bool", value };
  if (typeof value === "string") return { type: "string", value };
  return value instanceof Uint8Array
    ? { type: "bytes", value }
    : { type: "uint", value: (value as { readonly valueOf: () => bigint }).valueOf() };
}

const MOST = { int: 2n ** 63n - 1n, uint: 2n ** 64n - 1n };
const SECONDS = { least: -62_135_596_800n, most: 253_402_300_799n };

const int = (value: bigint) => (value >= -MOST.int - 1n && value <= MOST.int ? { type: "int", value } : undefined);
const uint = (value: bigint) => (value >= 0n && value <= MOST.uint ? { type: "uint", value } : undefined);
const whole = (value: number) => (Number.isFinite(value) ? BigInt(Math.trunc(value)) : -MOST.uint);
const text = (value: unknown) => ({ type: "string", value: String(value) });
const double = (value: bigint) => ({ type: "double", value: Number(value) });
const when = (holds: boolean, constant: Constant) => (holds ? constant : undefined);

type Conversion = (value: never) => Constant | undefined;

/** Of each type into each other that there is a conversion for; undefined where that fails. */
const CONVERSIONS: Readonly<Record<string, Readonly<Record<string, Conversion>>>> = {
  bool: {
    string: (value: string) =>
      when(/^(?:[01tfTF]|true|TRUE|True|false|FALSE|False)$/.test(value), {
        type: "bool",
        value: /^[1tT]/.test(value),
      }),
  },
  bytes: { string: (value: string) => ({ type: "bytes", value: new TextEncoder().encode(value) }) },
  double: { int: double, uint: double, string: goFloat },
  // One of a whole number is declared, but nothing does it.
  duration: { string: (value: string) => when(isGoDuration(value), { type: "duration", value }) },
  int: {
    uint: int,
    double: (value: number) => int(Math.abs(value) === 2 ** 63 ? MOST.uint : whole(value)),
    duration: () => ({ type: "int", value: 0n }),
    timestamp: () => ({ type: "int", value: 0n }),
    string: (value: string) => (/^[+-]?\d+$/.test(value) ? int(BigInt(value.replace("+", ""))) : undefined),
  },
  string: {
    bool: text,
    int: text,
    uint: text,
    double: text,
    bytes: utf8,
    timestamp: text,
    duration: text,
  },
  timestamp: {
    int: (value: bigint) =>
      when(value >= SECONDS.least && value <= SECONDS.most, { type: "timestamp", value: "1970-01-01T00:00:00Z" }),
    string: (value: string) =>
      when(timeProblem(value) === undefined && !value.startsWith("0000-"), { type: "timestamp", value }),
  },
  uint: {
    int: uint,
    double: (value: number) => uint(value < 0 ? -1n : whole(value)),
    string: (value: string) => (/^\d+$/.test(value) ? uint(BigInt(value)) : undefined),
  },
};

function utf8(bytes: Uint8Array): Constant | undefined {
  try {
    return text(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function goFloat(value: string): Constant | undefined {
  if (/^[+-]?(?:inf|infinity|nan)$/i.test(value)) return { type: "double", value: Number.NaN };
  const isDecimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value);
  return when(isDecimal && Number.isFinite(Number(value)), { type: "double", value: Number(value) });
}
