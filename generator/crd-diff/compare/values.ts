import { own } from "../../own.js";
import { finding, type Finding } from "../change.js";
import { listOf, missingFrom, sameJson, textOf } from "../json.js";
import { typeOf, type Comparer, type SchemaPair } from "./schema-pair.js";

/** Compares the type; after `type/changed` nothing else about the node is worth a word. */
export function compareType({ old, new: next, at, inJunctor }: SchemaPair): Finding[] {
  const [before, after] = [typeOf(old), typeOf(next)];
  if (inJunctor || before === after) return [];
  return [finding(WIDENED.has(`${before} ${after}`) ? "type/widened" : typeRule(after), at, before, after)];
}

const WIDENED = new Set(["integer number", "integer int-or-string", "string int-or-string"]);

function typeRule(after: string) {
  return after === "any" ? "type/widened" : "type/changed";
}

/** Compares which single values are allowed, and what they mean. */
export const compareValues: Comparer = (pair) => [
  ...compareNullable(pair),
  ...compareEnum(pair),
  ...comparePattern(pair),
  ...compareFormat(pair),
  ...compareDefault(pair),
  ...compareWords(pair),
];

function compareNullable({ old, new: next, at }: SchemaPair): Finding[] {
  if (old.nullable === next.nullable) return [];
  if (next.nullable !== true) return [finding("nullable/removed", at, true, false)];
  return [finding("enum" in next ? "nullable/refusedByEnum" : "nullable/added", at, false, true)];
}

function compareEnum({ old, new: next, at }: SchemaPair): Finding[] {
  const [before, after] = [listOf(old.enum), listOf(next.enum)];
  if (before.length === 0 && after.length === 0) return [];
  if (before.length === 0) return [finding("enum/added", at, undefined, after)];
  if (after.length === 0) return [finding("enum/removed", at, before, undefined)];
  return [
    ...missingFrom(before, after).map((value) => finding("enum/valueRemoved", at, value, undefined)),
    ...missingFrom(after, before).map((value) => finding("enum/valueAdded", at, undefined, value)),
  ];
}

function comparePattern({ old, new: next, at }: SchemaPair): Finding[] {
  const [before, after] = [textOf(old.pattern), textOf(next.pattern)];
  if (before === after) return [];
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return [finding(`pattern/${change}`, at, before, after)];
}

/** Formats that the API server checks (apiextensions-apiserver pkg/apiserver/validation/formats.go), without dashes. */
const CHECKED_FORMATS = new Set(
  (
    "bsonobjectid uri email hostname ipv4 ipv6 cidr mac uuid uuid3 uuid4 uuid5 isbn isbn10 isbn13 creditcard ssn " +
    "hexcolor rgbcolor byte date duration datetime k8sshortname k8slongname int32 int64 float double"
  ).split(" "),
);

function compareFormat({ old, new: next, at }: SchemaPair): Finding[] {
  const [before, after] = [textOf(old.format), textOf(next.format)];
  if (formatName(before) === formatName(after)) return [];
  const wasChecked = CHECKED_FORMATS.has(formatName(before));
  const isChecked = CHECKED_FORMATS.has(formatName(after));
  const rule = isChecked ? (wasChecked ? "changed" : "added") : after === undefined ? "removed" : "unchecked";
  return [finding(`format/${rule}`, at, before, after)];
}

function formatName(format = ""): string {
  return format.replaceAll("-", "");
}

function compareDefault({ old, new: next, at, inJunctor }: SchemaPair): Finding[] {
  const [before, after] = [old.default, next.default];
  if (inJunctor || sameJson(before, after)) return [];
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return [finding(`default/${change}`, at, before, after)];
}

const WORDS = ["title", "description", "example", "externalDocs"] as const;

function compareWords({ old, new: next, at }: SchemaPair): Finding[] {
  const changed = WORDS.find((keyword) => !sameJson(old[keyword], next[keyword]));
  return changed === undefined ? [] : [finding("description", at, old[changed], next[changed])];
}

/** Keywords that some comparer looks at. */
const HANDLED = new Set([
  ...WORDS,
  ..."type nullable enum pattern format default minimum exclusiveMinimum maximum exclusiveMaximum multipleOf".split(
    " ",
  ),
  ..."minLength maxLength minItems maxItems minProperties maxProperties required properties items".split(" "),
  ..."additionalProperties allOf anyOf oneOf not".split(" "),
  ..."validations int-or-string preserve-unknown-fields embedded-resource list-type list-map-keys map-type"
    .split(" ")
    .map((name) => `x-kubernetes-${name}`),
]);

/** Names every keyword that has changed and that no other comparer knows, so that nothing is dropped in silence. */
export const compareUnhandled: Comparer = ({ old, new: next, at }) =>
  [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((keyword) => !HANDLED.has(keyword) && !sameJson(old[keyword], next[keyword]))
    .map((keyword) => finding("unhandled", [...at, keyword], own(old, keyword), own(next, keyword)));
