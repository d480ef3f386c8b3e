import { finding, type Finding } from "../change.js";
import { objectOf, sameJson, textsOf } from "../json.js";
import type { JsonValue } from "../../model/model.js";
import { typeOf, type CompareBelow, type Comparer, type SchemaPair } from "./schema-pair.js";

/** Compares lists, maps and free-form content. */
export const compareContents: Comparer = (pair, below) => [
  ...compareItems(pair, below),
  ...compareMap(pair, below),
  ...compareUnknown(pair),
  ...compareMerge(pair),
  ...compareEmbedded(pair),
];

function compareItems({ old, new: next, at, inJunctor }: SchemaPair, below: CompareBelow): Finding[] {
  if (old.items === undefined && next.items === undefined) return [];
  return below({ old: objectOf(old.items), new: objectOf(next.items), at: [...at, "items"], inJunctor });
}

/** What may stand under a free name: nothing, anything, what a schema says, or nothing on pain of an error. */
type MapKind = "none" | "any" | "schema" | "refused";

function mapKind(values: JsonValue | undefined): MapKind {
  if (values === undefined) return "none";
  if (typeof values === "boolean") return values ? "any" : "refused";
  return Object.keys(objectOf(values)).length === 0 ? "any" : "schema";
}

function compareMap({ old, new: next, at, inJunctor }: SchemaPair, below: CompareBelow): Finding[] {
  const [before, after] = [old.additionalProperties, next.additionalProperties];
  const [was, is] = [mapKind(before), mapKind(after)];
  const place = [...at, "additionalProperties"];
  if (was === "schema" && is === "schema")
    return below({ old: objectOf(before), new: objectOf(after), at: place, inJunctor });
  if (was === is) return [];
  return [finding(`additionalProperties/${mapChange(was, is)}`, place, before, after)];
}

function mapChange(was: MapKind, is: MapKind) {
  if (is === "refused" && was === "none") return "refused";
  if (is === "none" && was === "refused") return "dropped";
  if (is === "none" || is === "refused") return "removed";
  if (is === "any") return was === "schema" ? "opened" : "added";
  return was === "any" ? "restricted" : "added";
}

function compareUnknown({ old, new: next, at }: SchemaPair): Finding[] {
  const keyword = "x-kubernetes-preserve-unknown-fields";
  // A type that is given up or taken up says it already.
  if (old[keyword] === next[keyword] || typeOf(old) !== typeOf(next)) return [];
  const closed = next[keyword] !== true;
  return [finding(closed ? "preserveUnknownFields/closed" : "preserveUnknownFields/opened", at, closed, !closed)];
}

function compareMerge({ old, new: next, at }: SchemaPair): Finding[] {
  const listType = [old, next].map((schema) => schema["x-kubernetes-list-type"]);
  const mapType = [old, next].map((schema) => schema["x-kubernetes-map-type"]);
  const keys = [old, next].map((schema) => textsOf(schema["x-kubernetes-list-map-keys"]).toSorted());
  return [
    ...(listType[0] === listType[1]
      ? sameJson(keys[0], keys[1])
        ? []
        : [finding("listMapKeys", at, keys[0], keys[1])]
      : [finding("listType", at, listType[0] ?? "atomic", listType[1] ?? "atomic")]),
    ...(mapType[0] === mapType[1] ? [] : [finding("mapType", at, mapType[0] ?? "granular", mapType[1] ?? "granular")]),
  ];
}

function compareEmbedded({ old, new: next, at }: SchemaPair): Finding[] {
  const [before, after] = [old, next].map((schema) => schema["x-kubernetes-embedded-resource"] === true);
  if (before === after) return [];
  return [finding(after ? "embeddedResource/added" : "embeddedResource/removed", at, before, after)];
}
