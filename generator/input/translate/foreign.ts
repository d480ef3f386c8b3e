import { sureWord } from "../did-you-mean.js";

/** What sources may say in keywords that are none of JSON Schema; a keyword near one of these is one misspelt. */
const KNOWN = [
  ...["preserve-unknown-fields", "int-or-string", "embedded-resource", "list-type", "list-map-keys", "map-type"].map(
    (name) => `x-kubernetes-${name}`,
  ),
  ...["x-kubernetes-validations", "x-octopus-rule", "x-octopus-warnings", "x-octopus-expected"],
  ...["x-octopus-secret", "x-octopus-alias-of"],
];

/** Whether a keyword is an annotation of another tool, which says nothing about a value. */
export function isForeign(keyword: string): boolean {
  return keyword.startsWith("x-") && !/^x-(?:kubernetes|octopus)-/.test(keyword) && !sureWord(keyword, KNOWN);
}
