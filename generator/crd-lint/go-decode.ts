import { fieldFeature } from "../kubernetes-features.js";
import type { FieldPath } from "./field-path.js";
import { goTypeName, isGoList, isGoObject, printGoJson, type GoJson } from "./go-json.js";
import type { Findings } from "./finding.js";

/** What a decoder needs to know of its surroundings. */
export interface Decoding {
  readonly findings: Findings;
  /** The struct whose field is being decoded, for the messages. */
  readonly owner: string;
  /** False below the types that decode themselves: there the server does not look for unknown fields. */
  readonly strict: boolean;
}

/**
 * Decodes JSON into a Go type as the API server's decoder does: undefined and null give the zero value, a value of
 * another type is an error, and a field that the type lacks is dropped.
 */
export type Decoder<T> = (json: GoJson | undefined, at: FieldPath, decoding: Decoding) => T;

/** The fields of a Go struct: the JSON name and the type of each. */
export type Fields<T> = { readonly [K in keyof T]-?: readonly [name: string, decode: Decoder<T[K]>] };

function mismatch(found: string, wanted: string, at: FieldPath, { findings, owner }: Decoding): void {
  const field = `Go struct field ${owner}.${at.structFields}`;
  findings.error("wrong-json-type", at, `json: cannot unmarshal ${found} into ${field} of type ${wanted}`);
}

function scalar<T extends GoJson>(goType: string, zero: T, accept: (json: GoJson) => json is T): Decoder<T> {
  return (json, at, decoding) => {
    if (json === undefined || json === null) return zero;
    if (accept(json)) return json;
    mismatch(goTypeName(json), goType, at, decoding);
    return zero;
  };
}

/** A text, or a Go type of texts with a name of its own. */
export const textOf = (goType: string): Decoder<string> =>
  scalar(goType, "", (json): json is string => typeof json === "string");
export const text = textOf("string");
export const flag = scalar<boolean>("bool", false, (json): json is boolean => typeof json === "boolean");

/** int32 or int64: a fraction or an exponent is an error, even where it stands for a whole number. */
export function integer(bits: 32 | 64): Decoder<bigint> {
  return (json, at, decoding) => {
    if (json === undefined || json === null) return 0n;
    if (typeof json === "bigint" && BigInt.asIntN(bits, json) === json) return json;
    const found = typeof json === "number" || typeof json === "bigint" ? ` ${printNumber(json)}` : "";
    mismatch(goTypeName(json) + found, `int${bits}`, at, decoding);
    return 0n;
  };
}

function printNumber(value: bigint | number): string {
  if (typeof value === "bigint" || !Number.isInteger(value)) return printGoJson(value);
  return Math.abs(value) >= 2 ** 63 ? BigInt(value).toString() : `${value}.0`;
}

export const float: Decoder<number> = (json, at, decoding) => {
  if (typeof json === "bigint" || typeof json === "number") return Number(json);
  if (json !== undefined && json !== null) mismatch(goTypeName(json), "float64", at, decoding);
  return 0;
};

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A byte slice, which JSON has as Base64; line breaks are skipped. */
export const bytes: Decoder<string> = (json, at, decoding) => {
  const value = text(json, at, decoding);
  if (!BASE64.test(value.replace(/[\r\n]/g, ""))) decoding.findings.error("wrong-json-type", at, "illegal base64 data");
  return value;
};

/** A pointer, which null leaves nil. */
export function pointer<T>(decode: Decoder<T>): Decoder<T | undefined> {
  return (json, at, decoding) => (json === undefined || json === null ? undefined : decode(json, at, decoding));
}

/**
 * A slice; undefined is nil, which is not the same as an empty one.
 *
 * @param name the slice's own type, where it has one
 */
export function slice<T>(goType: string, decode: Decoder<T>, name = `[]${goType}`): Decoder<readonly T[] | undefined> {
  return pointer((json, at, decoding) => {
    if (isGoList(json)) return json.map((item, index) => decode(item, at.index(index), decoding));
    mismatch(goTypeName(json ?? null), name, at, decoding);
    return [];
  });
}

/**
 * A map with text keys; undefined is nil.
 *
 * @param name the map's own type, where it has one
 */
export function mapOf<T>(
  goType: string,
  decode: Decoder<T>,
  name = `map[string]${goType}`,
): Decoder<ReadonlyMap<string, T> | undefined> {
  return pointer((json, at, decoding) => {
    if (isGoObject(json))
      return new Map([...json].map(([name, value]) => [name, decode(value, at.key(name), decoding)]));
    mismatch(goTypeName(json ?? null), name, at, decoding);
    return new Map<string, T>();
  });
}

/**
 * A struct. Fields that it lacks are reported and dropped.
 *
 * @param others fields that it has too, and whose content the server replaces; they are decoded, and dropped
 */
export function struct<T extends object>(
  goType: string,
  fields: Fields<T>,
  others: Readonly<Record<string, Decoder<unknown>>> = {},
): Decoder<T> {
  const entries = Object.entries<readonly [string, Decoder<unknown>]>(fields);
  const known = new Set([...entries.map(([, [name]]) => name), ...Object.keys(others)]);
  return (json, at, decoding) => {
    const object = isGoObject(json) ? json : undefined;
    if (!object && json !== undefined && json !== null) mismatch(goTypeName(json), `v1.${goType}`, at, decoding);
    for (const name of object?.keys() ?? []) {
      if (!known.has(name) || isTooNew(goType, name, "known", decoding)) reportUnknown(at, name, decoding);
      else if (isTooNew(goType, name, "used", decoding)) reportUnused(at, name, decoding);
    }
    const inside = { ...decoding, owner: goType };
    const decoded = <F>(name: string, decode: Decoder<F>): F => {
      const known = isTooNew(goType, name, "known", decoding) ? undefined : object?.get(name);
      const field = decode(known, at.field(name), inside);
      // What it knows but does not use it decodes all the same, and so refuses when the type is wrong.
      return isTooNew(goType, name, "used", decoding) ? decode(undefined, at.field(name), inside) : field;
    };
    for (const [name, decode] of Object.entries(others)) decoded(name, decode);
    return Object.fromEntries(entries.map(([property, [name, decode]]) => [property, decoded(name, decode)])) as T;
  };
}

function isTooNew(goType: string, name: string, what: "known" | "used", { findings }: Decoding): boolean {
  return (fieldFeature(goType, name)?.[what] ?? 0) > findings.kubernetes;
}

function reportUnused(at: FieldPath, name: string, { findings }: Decoding): void {
  const note = `the server drops ${JSON.stringify(name)}, which it knows but does not use by default yet`;
  findings.warning("dropped-field", at.field(name), note);
}

function reportUnknown(at: FieldPath, name: string, { findings, strict }: Decoding): void {
  const path = at.field(name);
  if (strict) {
    findings.warning("unknown-field", path, `unknown field ${JSON.stringify(strictPath(path))}`);
    return;
  }
  const note = "which not even kubectl notices below items and additionalProperties";
  findings.warning("dropped-field", path, `unknown field ${JSON.stringify(strictPath(path))}, ${note}`);
}

/** The decoder prints map keys like fields: `properties.a`, not `properties[a]`. */
function strictPath(path: FieldPath): string {
  const fields = path.steps.map((step) => (step.kind === "index" ? `[${step.index}]` : `.${step.name}`)).join("");
  return fields.slice(1);
}
