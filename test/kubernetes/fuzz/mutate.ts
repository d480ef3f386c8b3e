import type { JsonValue } from "../../../generator/model/model.js";
import type { Random } from "./random.js";

type Container = Record<string, JsonValue> | JsonValue[];

/** What a mutation puts into a document, beside parts of others. */
export interface Vocabulary {
  readonly keys: readonly string[];
  readonly values: readonly JsonValue[];
  /** Documents whose parts may be put elsewhere. */
  readonly known: readonly JsonValue[];
}

/** Names that every object of JavaScript inherits, and others that code which writes code may stumble over. */
export const HOSTILE: readonly string[] = [
  ...["constructor", "__proto__", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "prototype", "length"],
  ...["", "a b", "0", "-1", "/", "~1", "#", "*/", "`${x}`", "$&", "'\\", "\n", "\u2028", "😀", "class", "default"],
];

/** A change, and now and then some more: something taken out, replaced, renamed, or added that the format knows. */
export function mutated(random: Random, document: JsonValue, vocabulary: Vocabulary): JsonValue {
  const copy = structuredClone(document) as Container;
  const changes = random.chance(0.7) ? 1 : random.integer(2, 4);
  for (let count = 0; count < changes; count++) change(random, copy, vocabulary);
  return copy;
}

function change(random: Random, document: Container, { keys, values, known }: Vocabulary): void {
  const places = placesIn(document);
  if (places.length === 0) return;
  const { parent, key } = random.pick(places);
  const value = at(parent, key);
  const fromElsewhere = () => {
    const elsewhere = random.pick(placesIn(random.pick(known) as Container));
    return [elsewhere.key, at(elsewhere.parent, elsewhere.key)] as const;
  };
  random.pickFrom([
    () => {
      remove(parent, key);
    },
    () => {
      put(parent, key, random.pick(values));
    },
    () => {
      put(parent, key, fromElsewhere()[1]);
    },
    () => {
      add(value, parent, random.pick(keys), random.pick(values));
    },
    () => {
      add(value, parent, ...fromElsewhere());
    },
    () => {
      remove(parent, key);
      add(parent, parent, random.pick(keys), value);
    },
  ]);
}

/** A place within a document. */
interface Place {
  readonly parent: Container;
  readonly key: string;
}

function placesIn(container: Container): Place[] {
  return Object.entries(container).flatMap(([key, value]: [string, JsonValue]) => [
    { parent: container, key },
    ...(isContainer(value) ? placesIn(value) : []),
  ]);
}

function isContainer(value: JsonValue): value is Container & JsonValue {
  return typeof value === "object" && value !== null;
}

function at(parent: Container, key: string): JsonValue {
  return (parent as Record<string, JsonValue>)[key] ?? null;
}

function put(parent: Container, key: string, value: JsonValue): void {
  const member = { value: structuredClone(value), enumerable: true, configurable: true, writable: true };
  Object.defineProperty(parent, key, member);
}

function remove(parent: Container, key: string): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
}

/** Adds to a value that holds others, else beside it. */
function add(value: JsonValue, parent: Container, key: string, added: JsonValue): void {
  const target = isContainer(value) ? (value as Container) : parent;
  if (Array.isArray(target)) target.push(structuredClone(added));
  else put(target, key, added);
}
