import { nearestWord } from "../../../templates/support/nearest-word.js";
import { finding, type Finding, type Pair } from "../change.js";
import { own } from "../../own.js";
import { missingFrom, objectOf, sameJson, textsOf } from "../json.js";
import type { JsonObject } from "../../model/model.js";
import { wordless } from "../normal-schema.js";
import { keepsUnknown, typeOf, type CompareBelow, type Comparer, type SchemaPair } from "./schema-pair.js";

/** Compares which fields an object has, and which it must have. */
export const compareFields: Comparer = (pair, below) => [
  ...(pair.inJunctor ? compareConditions(pair, below) : compareDeclared(pair, below)),
  ...compareRequired(pair),
];

function compareDeclared({ old, new: next, at }: SchemaPair, below: CompareBelow): Finding[] {
  const [before, after] = [objectOf(old.properties), objectOf(next.properties)];
  const removed = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const added = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
  const renamed = renamedFields(before, after, removed, added);
  const newNames = new Set(renamed.values());
  return [
    ...removed.map((name) => removal(name, renamed.get(name), { old, new: next, at })),
    ...added.filter((name) => !newNames.has(name)).map((name) => addition(name, { old, new: next, at })),
    ...Object.keys(before)
      .filter((name) => Object.hasOwn(after, name))
      .flatMap((name) => belowField(name, { old, new: next, at, inJunctor: false }, below)),
  ];
}

/** A condition about a field that is not mentioned is one that always holds. */
function compareConditions(pair: SchemaPair, below: CompareBelow): Finding[] {
  const names = new Set([...Object.keys(objectOf(pair.old.properties)), ...Object.keys(objectOf(pair.new.properties))]);
  return [...names].flatMap((name) => belowField(name, pair, below));
}

function belowField(name: string, { old, new: next, at, inJunctor }: SchemaPair, below: CompareBelow): Finding[] {
  return below({ old: fieldOf(old, name), new: fieldOf(next, name), at: [...at, "properties", name], inJunctor });
}

/** Old names by the new ones that they probably became: a near name, and the same schema. */
function renamedFields(
  before: JsonObject,
  after: JsonObject,
  removed: readonly string[],
  added: readonly string[],
): Map<string, string> {
  const renamed = new Map<string, string>();
  for (const name of removed) {
    const shape = wordless(before[name] ?? null);
    const alike = added.filter((candidate) => sameJson(shape, wordless(after[candidate] ?? null)));
    const near = nearestName(
      name,
      alike.filter((candidate) => ![...renamed.values()].includes(candidate)),
    );
    if (near !== undefined) renamed.set(name, near);
  }
  return renamed;
}

/** Also near: a name with a word more or fewer (`server`, `serverURL`). */
function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const contains = (candidate: string) =>
    Math.min(name.length, candidate.length) > 3 && (candidate.includes(name) || name.includes(candidate));
  return nearestWord(name, candidates) ?? candidates.find(contains);
}

function removal(name: string, newName: string | undefined, { old, new: next, at }: Pair): Finding {
  const place = [...at, "properties", name];
  if (newName !== undefined) return finding("existingFieldRemoval/renamed", place, name, newName);
  const stays = next["x-kubernetes-preserve-unknown-fields"] === true;
  const rule = stays ? "existingFieldRemoval/unchecked" : "existingFieldRemoval";
  return finding(rule, place, typeOf(fieldOf(old, name)), undefined);
}

function addition(name: string, { old, new: next, at }: Pair): Finding {
  const field = fieldOf(next, name);
  const counted = "default" in field && mayCount(name, next);
  const rule = keepsUnknown(old) ? "fieldAddition/narrowing" : counted ? "fieldAddition/counted" : "fieldAddition";
  return finding(rule, [...at, "properties", name], undefined, typeOf(field));
}

/** Whether a filled-in field can make an object break a condition that it met without the field. */
function mayCount(name: string, { maxProperties, allOf, anyOf, oneOf, not }: JsonObject): boolean {
  const conditions = JSON.stringify([allOf, anyOf, oneOf, not]);
  return maxProperties !== undefined || conditions.includes('Properties"') || conditions.includes(JSON.stringify(name));
}

/** What a schema says of a property; {} where it says nothing. */
function fieldOf(schema: JsonObject, name: string): JsonObject {
  return objectOf(own(objectOf(schema.properties), name));
}

function compareRequired({ old, new: next, at, inJunctor }: SchemaPair): Finding[] {
  const [before, after] = [textsOf(old.required), textsOf(next.required)];
  const isDefaulted = (name: string) => !inJunctor && (fieldOf(next, name).default ?? null) !== null;
  const place = (name: string) => [...at, "properties", name];
  return [
    ...missingFrom(after, before).map((name) =>
      finding(isDefaulted(name) ? "required/defaulted" : "required/added", place(name), false, true),
    ),
    ...missingFrom(before, after).map((name) => finding("required/removed", place(name), true, false)),
  ];
}
