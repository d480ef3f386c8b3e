import type { DeclType } from "./decl-type.js";

/** A type of CEL; a name of one capital letter stands for any type. */
export interface CelType {
  readonly name: string;
  readonly params: readonly CelType[];
  /** Of an object: what its properties are. */
  readonly decl?: DeclType;
}

export const DYN = simple("dyn");
export const BOOL = simple("bool");
export const INT = simple("int");
export const STRING = simple("string");

export function simple(name: string): CelType {
  return { name, params: [] };
}

export function listOf(item: CelType): CelType {
  return { name: "list", params: [item] };
}

export function mapOf(key: CelType, value: CelType): CelType {
  return { name: "map", params: [key, value] };
}

export function optionalOf(value: CelType): CelType {
  return { name: "optional", params: [value] };
}

/** What an optional holds; any other type is itself. */
export function innerOf(type: CelType): CelType {
  return type.name === "optional" ? (type.params[0] ?? DYN) : type;
}

/** The type of the values of a schema. */
export function typeOfDecl(decl: DeclType): CelType {
  const element = decl.element ? typeOfDecl(decl.element) : DYN;
  if (decl.kind === "list") return listOf(element);
  if (decl.kind === "map") return mapOf(STRING, element);
  return decl.kind === "object" ? { name: "object", params: [], decl } : simple(decl.kind);
}

/** Splits at the commas that are in no brackets. */
export function splitList(text: string): string[] {
  let depth = 0;
  const parts: string[] = [];
  let part = "";
  for (const sign of text) {
    if ("<(".includes(sign)) depth++;
    if (">)".includes(sign)) depth--;
    if (sign !== "," || depth > 0) part += sign;
    else {
      parts.push(part);
      part = "";
    }
  }
  parts.push(part);
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** Reads `map<string, list<A>>`. */
export function typeOfText(text: string): CelType {
  const [, name = text, inside] = /^(\w+)<(.*)>$/.exec(text) ?? [];
  return { name, params: inside === undefined ? [] : splitList(inside).map(typeOfText) };
}

/** Whether nothing is known of the values. */
export function isOpen({ name }: CelType): boolean {
  return name === "dyn";
}

const SCALARS = new Set(["bool", "int", "uint", "double", "duration", "timestamp"]);

/** Whether all values have the same size (cel-go v0.29.2, checker/cost.go, `isScalar`). */
export function isScalar({ name, params: [inner] }: CelType): boolean {
  return name === "optional" ? inner !== undefined && isScalar(inner) : SCALARS.has(name);
}
