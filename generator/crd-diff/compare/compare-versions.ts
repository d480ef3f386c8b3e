import { finding, type Finding, type Steps } from "../change.js";
import type { CrdVersion } from "../crd-item.js";
import { missingFrom, objectOf, objectsOf, sameJson, textOf } from "../json.js";
import type { JsonObject } from "../../model/model.js";

/** Every difference between two versions of one name, outside their schemas; places are in the version. */
export function compareVersions(old: CrdVersion, next: CrdVersion): Finding[] {
  return [
    ...(old.served === next.served
      ? []
      : [finding(next.served ? "served/on" : "served/off", ["served"], old.served, next.served)]),
    ...compareDeprecation(old.content, next.content),
    ...compareSubresources(objectOf(old.content.subresources), objectOf(next.content.subresources)),
    ...compareColumns(old.content, next.content),
    ...compareSelectable(old.content, next.content),
    ...compareUnhandled(old.content, next.content),
  ];
}

/** A version that the new CRD does not have; places are in the CRD. */
export function removedVersion({ name, served, stored, at }: CrdVersion): Finding {
  const rule = stored ? "storedVersionRemoval" : served ? "versionRemoval" : "versionRemoval/unserved";
  return finding(rule, at.slice(0, 2), name, undefined);
}

function compareDeprecation(old: JsonObject, next: JsonObject): Finding[] {
  const [before, after] = [old, next].map(({ deprecated, deprecationWarning }) =>
    deprecated === true ? (textOf(deprecationWarning) ?? true) : false,
  );
  return before === after ? [] : [finding("deprecation", ["deprecated"], before, after)];
}

function compareSubresources(old: JsonObject, next: JsonObject): Finding[] {
  const [hadStatus, hasStatus] = [old, next].map(({ status }) => (status ?? null) !== null);
  const statusAt = ["subresources", "status"];
  return [
    ...(hadStatus === hasStatus
      ? []
      : [
          finding(
            hasStatus ? "statusSubresource/added" : "statusSubresource/removed",
            statusAt,
            old.status,
            next.status,
          ),
        ]),
    ...compareScale(old.scale ?? undefined, next.scale ?? undefined),
  ];
}

function compareScale(old: JsonObject[string] | undefined, next: JsonObject[string] | undefined): Finding[] {
  if (sameJson(old, next)) return [];
  const change = old === undefined ? "added" : next === undefined ? "removed" : "changed";
  return [finding(`scaleSubresource/${change}`, ["subresources", "scale"], old, next)];
}

function compareColumns(old: JsonObject, next: JsonObject): Finding[] {
  const key = "additionalPrinterColumns";
  const [before, after] = [columnsOf(old[key]), columnsOf(next[key])];
  const at: Steps = [key];
  return [
    ...[...after.keys()]
      .filter((name) => !before.has(name))
      .map((name) => finding("printerColumns/added", at, undefined, name)),
    ...[...before.keys()]
      .filter((name) => !after.has(name))
      .map((name) => finding("printerColumns/removed", at, name, undefined)),
    ...[...before].flatMap(([name, column]) => {
      const now = after.get(name);
      return now === undefined || sameJson(column, now) ? [] : [columnChange(column, now, at)];
    }),
  ];
}

/** Tells of a column only what has changed. */
function columnChange(column: JsonObject, now: JsonObject, at: Steps): Finding {
  const differing = (a: JsonObject, b: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(a).filter(([key, value]) => key === "name" || !sameJson(value, b[key])));
  return finding("printerColumns/changed", at, differing(column, now), differing(now, column));
}

function columnsOf(columns: JsonObject[string] | undefined): Map<string, JsonObject> {
  return new Map(
    objectsOf(columns).map((column) => [textOf(column.name) ?? "", { ...column, priority: column.priority ?? 0 }]),
  );
}

function compareSelectable(old: JsonObject, next: JsonObject): Finding[] {
  const key = "selectableFields";
  const [before, after] = [old, next].map((version) =>
    objectsOf(version[key]).map(({ jsonPath }) => textOf(jsonPath) ?? ""),
  ) as [string[], string[]];
  return [
    ...missingFrom(after, before).map((path) => finding("selectableFields/added", [key], undefined, path)),
    ...missingFrom(before, after).map((path) => finding("selectableFields/removed", [key], path, undefined)),
  ];
}

const HANDLED = new Set(
  "name served storage schema deprecated deprecationWarning subresources additionalPrinterColumns selectableFields".split(
    " ",
  ),
);

function compareUnhandled(old: JsonObject, next: JsonObject): Finding[] {
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((key) => !HANDLED.has(key) && !sameJson(old[key], next[key]))
    .map((key) => finding("unhandled", [key], old[key], next[key]));
}
