import { readFileSync } from "node:fs";
import { assetPath } from "../assets.js";
import type { JsonObject } from "../model/model.js";
import type { SchemaDocument } from "./schema-document.js";

/** A kind of source. */
export type SourceKind = SchemaDocument["kind"];

/** The schema of each kind of source, below schema/meta/. */
const META_SCHEMAS: Readonly<Record<SourceKind, string>> = { schema: "dialect.schema.json", crd: "crd.schema.json" };

/** All kinds of sources. */
export const SOURCE_KINDS = Object.keys(META_SCHEMAS) as readonly SourceKind[];

const read = new Map<SourceKind, JsonObject>();

/** The meta schema of a kind of source, read once. */
export function metaSchema(kind: SourceKind): JsonObject {
  const known = read.get(kind);
  if (known) return known;
  const json = JSON.parse(readFileSync(assetPath("meta", META_SCHEMAS[kind]), "utf8")) as JsonObject;
  read.set(kind, json);
  return json;
}
