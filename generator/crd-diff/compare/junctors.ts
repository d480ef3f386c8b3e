import { finding, type Finding } from "../change.js";
import { missingFrom, objectsOf, sameJson } from "../json.js";
import type { JsonObject, JsonValue } from "../../model/model.js";
import type { CompareBelow, Comparer, SchemaPair } from "./schema-pair.js";

/** Compares conditions. */
export const compareJunctors: Comparer = (pair, below) => [
  ...compareAllOf(pair, below),
  ...compareAnyOf(pair, below),
  ...compareOneOf(pair),
  ...compareNot(pair),
  ...compareValidations(pair),
];

/** Members of a list that have changed, with their indexes; the order of members means nothing. */
interface Members {
  readonly gone: readonly (readonly [index: number, schema: JsonObject])[];
  readonly come: readonly (readonly [index: number, schema: JsonObject])[];
}

function changedMembers(old: JsonValue | undefined, next: JsonValue | undefined): Members {
  const [before, after] = [objectsOf(old), objectsOf(next)];
  const indexed = (changed: readonly JsonObject[], all: readonly JsonObject[]) =>
    changed.map((schema) => [all.indexOf(schema), schema] as const);
  return { gone: indexed(missingFrom(before, after), before), come: indexed(missingFrom(after, before), after) };
}

/**
 * Members that changed, each with the one in its place. Where every new member admits what the old one did, so does
 * the list: both allOf and anyOf only ever admit more when a member does.
 */
function compareMembers(
  keyword: "allOf" | "anyOf",
  { at }: SchemaPair,
  members: Members,
  below: CompareBelow,
): Finding[] {
  return members.come.flatMap(([index, schema], position) => {
    const old = members.gone[position]?.[1] ?? {};
    return below({ old, new: schema, at: [...at, keyword, index], inJunctor: true });
  });
}

function compareAllOf(pair: SchemaPair, below: CompareBelow): Finding[] {
  const members = changedMembers(pair.old.allOf, pair.new.allOf);
  const { gone, come } = members;
  if (gone.length === come.length) return compareMembers("allOf", pair, members, below);
  return [
    ...come.map(([index, schema]) => finding("allOf/added", [...pair.at, "allOf", index], undefined, schema)),
    ...gone.map(([index, schema]) => finding("allOf/removed", [...pair.at, "allOf", index], schema, undefined)),
  ];
}

function compareAnyOf(pair: SchemaPair, below: CompareBelow): Finding[] {
  const [before, after] = [pair.old.anyOf, pair.new.anyOf];
  const place = [...pair.at, "anyOf"];
  if (before === undefined && after === undefined) return [];
  if (before === undefined || after === undefined)
    return [finding(before === undefined ? "anyOf/added" : "anyOf/removed", place, before, after)];
  const members = changedMembers(before, after);
  const { gone, come } = members;
  if (gone.length === come.length) return compareMembers("anyOf", pair, members, below);
  return [
    ...gone.map(([index, schema]) => finding("anyOf/branchRemoved", [...place, index], schema, undefined)),
    ...come.map(([index, schema]) => finding("anyOf/branchAdded", [...place, index], undefined, schema)),
  ];
}

function compareOneOf({ old, new: next, at }: SchemaPair): Finding[] {
  const [before, after] = [old.oneOf, next.oneOf];
  const place = [...at, "oneOf"];
  if (before === undefined && after === undefined) return [];
  if (before === undefined || after === undefined)
    return [finding(before === undefined ? "oneOf/added" : "oneOf/removed", place, before, after)];
  // A branch that stands twice can never be the only one that matches, so the number counts too.
  const { gone, come } = changedMembers(before, after);
  const same = gone.length === 0 && come.length === 0 && objectsOf(before).length === objectsOf(after).length;
  return same ? [] : [finding("oneOf/changed", place, before, after)];
}

function compareNot({ old, new: next, at }: SchemaPair): Finding[] {
  if (sameJson(old.not, next.not)) return [];
  const change = old.not === undefined ? "added" : next.not === undefined ? "removed" : "changed";
  return [finding(`not/${change}`, [...at, "not"], old.not, next.not)];
}

const VALIDATIONS = "x-kubernetes-validations";

function compareValidations({ old, new: next, at }: SchemaPair): Finding[] {
  const [before, after] = [objectsOf(old[VALIDATIONS]), objectsOf(next[VALIDATIONS])];
  const gone = before.filter((rule) => !after.some((candidate) => sameCondition(rule, candidate)));
  const come = after.filter((rule) => !before.some((candidate) => sameCondition(rule, candidate)));
  const place = (rule: JsonObject) => [...at, VALIDATIONS, after.indexOf(rule)];
  const reworded = after.filter((rule) => {
    const alike = before.filter((candidate) => sameCondition(rule, candidate));
    return alike.length > 0 && !alike.some((candidate) => sameJson(rule, candidate));
  });
  const [[changed], [into]] = [gone, come];
  const replaced = gone.length === 1 && come.length === 1 && changed !== undefined && into !== undefined;
  return [
    ...(replaced ? [finding("xvalidations/changed", place(into), changed.rule, into.rule)] : []),
    ...(replaced ? [] : come.map((rule) => finding("xvalidations/added", place(rule), undefined, rule.rule))),
    ...(replaced
      ? []
      : gone.map((rule) => finding("xvalidations/removed", [...at, VALIDATIONS], rule.rule, undefined))),
    ...reworded.map((rule) => finding("xvalidations/words", place(rule), undefined, rule.message)),
  ];
}

/** What decides; the rest of a rule is words. */
function sameCondition(a: JsonObject, b: JsonObject): boolean {
  return a.rule === b.rule && (a.optionalOldSelf === true) === (b.optionalOldSelf === true);
}
