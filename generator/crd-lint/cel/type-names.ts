import { simple, type CelType } from "./types.js";

/** The types that have a name in expressions, by that name. */
const NAMED: ReadonlyMap<string, CelType> = new Map([
  ...["bool", "bytes", "double", "int", "string", "type", "uint"].map((name) => [name, simple(name)] as const),
  ["null_type", simple("null")],
  ["list", { name: "list", params: [simple("dyn")] }],
  ["map", { name: "map", params: [simple("dyn"), simple("dyn")] }],
  ["google.protobuf.Duration", simple("duration")],
  ["google.protobuf.Timestamp", simple("timestamp")],
]);

/** The type of the value that such a name has in an expression; undefined for a name of something else. */
export function typeNamed(name: string): CelType | undefined {
  const named = NAMED.get(name);
  return named && { name: "type", params: [named] };
}
