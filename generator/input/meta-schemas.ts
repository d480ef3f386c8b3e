import { readFileSync } from "node:fs";
import { assetPath } from "../assets.js";
import type { JsonObject } from "../model/model.js";
import type { SchemaDocument } from "./schema-document.js";

/** A kind of source. */
export type SourceKind = SchemaDocument["kind"];

/** The schema of each kind of source, below schema/meta/. */
const META_SCHEMAS: Readonly<Record<SourceKind, string>> = { schema: "dialect.schema.json", crd: "crd.schema.json" };

export const SOURCE_KINDS = Object.keys(META_SCHEMAS) as readonly SourceKind[];

/** The meta schema of a kind of source. */
export function metaSchema(kind: SourceKind): JsonObject {
  return JSON.parse(readFileSync(assetPath("meta", META_SCHEMAS[kind]), "utf8")) as JsonObject;
}
