import type { Findings } from "./finding.js";
import type { SchemaProps } from "./schema-props.js";

const LIST_TYPE = "x-kubernetes-list-type";
const MAP_TYPE = "x-kubernetes-map-type";
const MAP_KEYS = "x-kubernetes-list-map-keys";

/** The rules for the list and map types of server-side apply. */
export function checkListRules(schema: SchemaProps, findings: Findings): void {
  checkMapType(schema, findings);
  checkListType(schema, findings);
  if (schema.listMapKeys?.length) checkKeysWanted(schema, findings);
  if (schema.listType === "map") checkListMap(schema, findings);
  if (schema.listType === "set" || schema.listType === "map") checkItemsNotNull(schema, schema.listType, findings);
  if (schema.listType === "map") checkKeysGiven(schema, findings);
}

function checkMapType({ at, type, mapType }: SchemaProps, findings: Findings): void {
  if (mapType === undefined) return;
  wantType(type, "object", MAP_TYPE, "map-type", { at, type }, findings);
  if (mapType !== "atomic" && mapType !== "granular")
    findings.notSupported("map-type", at.field(MAP_TYPE), mapType, ["atomic", "granular"]);
}

function wantType(
  found: string,
  wanted: string,
  keyword: string,
  code: "map-type" | "list-type",
  { at }: Pick<SchemaProps, "at" | "type">,
  findings: Findings,
): void {
  const rule = `must be ${wanted} if ${keyword} is specified`;
  if (found === "") findings.required(code, at.field("type"), rule);
  else if (found !== wanted) findings.invalid(code, at.field("type"), found, rule);
}

function checkListType({ at, type, listType, items }: SchemaProps, findings: Findings): void {
  if (listType === undefined) return;
  wantType(type, "array", LIST_TYPE, "list-type", { at, type }, findings);
  const item = items?.schema;
  if (type === "array" && listType === "set" && item) {
    const rule = `must be atomic as item of a list with ${LIST_TYPE}=set`;
    if (item.type === "array" && item.listType !== undefined && item.listType !== "atomic")
      findings.invalid("list-type", item.at.field(LIST_TYPE), item.listType, rule);
    // The server shows the item's list type here, not its map type.
    if (item.type === "object" && item.mapType !== "atomic")
      findings.invalid("list-type", item.at.field(MAP_TYPE), item.listType ?? null, rule);
  }
  if (!["atomic", "set", "map"].includes(listType))
    findings.notSupported("list-type", at.field(LIST_TYPE), listType, ["atomic", "set", "map"]);
}

function checkKeysWanted({ at, listType }: SchemaProps, findings: Findings): void {
  const rule = `must be map if ${MAP_KEYS} is non-empty`;
  if (listType === undefined) findings.required("list-map-keys", at.field(LIST_TYPE), rule);
  else if (listType !== "map") findings.invalid("list-map-keys", at.field(LIST_TYPE), listType, rule);
}

function checkListMap({ at, listMapKeys = [], items }: SchemaProps, findings: Findings): void {
  const code = "list-map-keys";
  const list = `x-kubernetes-list-type is map`;
  if (listMapKeys.length === 0) findings.required(code, at.field(MAP_KEYS), `must not be empty if ${list}`);
  if (!items) {
    findings.required(code, at.field("items"), `must have a schema if ${list}`);
    return;
  }
  const item = items.schema;
  if (!item) {
    findings.invalid(code, at.field("items"), undefined, `must only have a single schema if ${list}`);
    return;
  }
  if (item.type !== "object") {
    findings.invalid(code, item.at.field("type"), item.type, `must be object if parent array's ${list}`);
    return;
  }
  listMapKeys.forEach((key, index) => {
    const property = item.properties?.get(key);
    if (!property)
      findings.invalid(code, at.field(MAP_KEYS), listMapKeys, "entries must all be names of item properties");
    // The server shows the type of the item here, not the type of the key.
    else if (property.type === "array" || property.type === "object")
      findings.invalid(code, property.at.field("type"), item.type, `must be a scalar type if parent array's ${list}`);
    if (listMapKeys.indexOf(key) < index)
      findings.invalid(code, at.field(MAP_KEYS), listMapKeys, "must not contain duplicate entries");
  });
}

function checkItemsNotNull({ items }: SchemaProps, listType: string, findings: Findings): void {
  if (!items?.schema?.nullable) return;
  const rule = `cannot be nullable when ${LIST_TYPE} is ${listType}`;
  findings.forbidden("list-type", items.schema.at.field("nullable"), rule);
}

function checkKeysGiven({ listMapKeys = [], items }: SchemaProps, findings: Findings): void {
  const because = `this property is in ${MAP_KEYS}, so it`;
  for (const key of listMapKeys) {
    const property = items?.schema?.properties?.get(key);
    if (!property) continue;
    if (!items?.schema?.required?.includes(key) && property.default === undefined) {
      const rule = `${because} must have a default or be a required property`;
      findings.required("list-map-keys", property.at.field("default"), rule);
    }
    if (property.nullable)
      findings.forbidden("list-map-keys", property.at.field("nullable"), `${because} cannot be nullable`);
  }
}
