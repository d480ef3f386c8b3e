import type { Finding } from "../change.js";
import { sameJson } from "../json.js";
import { normalSchema } from "../normal-schema.js";
import { compareBounds } from "./bounds.js";
import { compareContents } from "./contents.js";
import { compareFields } from "./fields.js";
import { compareJunctors } from "./junctors.js";
import type { Comparer, SchemaPair } from "./schema-pair.js";
import { compareType, compareUnhandled, compareValues } from "./values.js";

const COMPARERS: readonly Comparer[] = [
  compareValues,
  compareBounds,
  compareContents,
  compareJunctors,
  compareFields,
  compareUnhandled,
];

/** Every difference between two structural schemas, at any depth; [] when they mean the same to the server. */
export function compareSchemas(pair: SchemaPair): Finding[] {
  const normal = { ...pair, old: normalSchema(pair.old), new: normalSchema(pair.new) };
  if (sameJson(normal.old, normal.new)) return [];
  const type = compareType(normal);
  if (type[0]?.rule === "type/changed") return type;
  return [...type, ...COMPARERS.flatMap((compare) => compare(normal, compareSchemas))];
}
