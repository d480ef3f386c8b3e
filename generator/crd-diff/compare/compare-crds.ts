import { finding, type Finding } from "../change.js";
import { groupNameOf, namesOf, versionsOf } from "../crd-item.js";
import { missingFrom, objectOf, sameJson, textsOf } from "../json.js";
import type { JsonObject } from "../../model/model.js";

/** Every difference between two CRDs outside their versions. Labels, annotations and status are not compared. */
export function compareCrds(old: JsonObject, next: JsonObject): Finding[] {
  const [spec, newSpec] = [objectOf(old.spec), objectOf(next.spec)];
  const [names, newNames] = [namesOf(old), namesOf(next)];
  const group = compareText("group", ["spec", "group"], groupNameOf(old), groupNameOf(next));
  return [
    ...group,
    ...NAMES.flatMap((name) => compareText(name, ["spec", "names", name], names[name], newNames[name])),
    ...compareNameLists("shortNames", spec, newSpec),
    ...compareNameLists("categories", spec, newSpec),
    ...(spec.scope === newSpec.scope ? [] : [finding("scope", ["spec", "scope"], spec.scope, newSpec.scope)]),
    ...compareStorage(old, next),
    ...compareConversion(objectOf(spec.conversion), objectOf(newSpec.conversion)),
    ...compareUnhandled(spec, newSpec),
  ];
}

const NAMES = ["kind", "listKind", "plural", "singular"] as const;

function compareText(rule: (typeof NAMES)[number] | "group", at: string[], old: string, next: string): Finding[] {
  return old === next ? [] : [finding(rule, at, old, next)];
}

function compareNameLists(list: "shortNames" | "categories", spec: JsonObject, newSpec: JsonObject): Finding[] {
  const [before, after] = [spec, newSpec].map(({ names }) => textsOf(objectOf(names)[list])) as [string[], string[]];
  const at = ["spec", "names", list];
  return [
    ...missingFrom(after, before).map((name) => finding(`${list}/added`, at, undefined, name)),
    ...missingFrom(before, after).map((name) => finding(`${list}/removed`, at, name, undefined)),
  ];
}

function compareStorage(old: JsonObject, next: JsonObject): Finding[] {
  const [before, after] = [old, next].map((crd) => versionsOf(crd).find(({ storage }) => storage));
  if (before?.name === after?.name) return [];
  return [finding("storage", after?.at ?? ["spec", "versions"], before?.name, after?.name)];
}

function compareConversion(old: JsonObject, next: JsonObject): Finding[] {
  const [before, after] = [old.strategy ?? "None", next.strategy ?? "None"];
  if (before !== after) return [finding("conversion/strategy", ["spec", "conversion", "strategy"], before, after)];
  return sameJson(old.webhook, next.webhook)
    ? []
    : [finding("conversion/webhook", ["spec", "conversion", "webhook"], old.webhook, next.webhook)];
}

const HANDLED = new Set(["group", "names", "scope", "versions", "conversion"]);

function compareUnhandled(spec: JsonObject, newSpec: JsonObject): Finding[] {
  return [...new Set([...Object.keys(spec), ...Object.keys(newSpec)])]
    .filter((key) => !HANDLED.has(key) && !sameJson(spec[key] ?? false, newSpec[key] ?? false))
    .map((key) => finding("unhandled", ["spec", key], spec[key], newSpec[key]));
}
