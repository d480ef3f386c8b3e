import type { Diagnostic } from "../../diagnostics.js";
import { pointerTo } from "../json-pointer.js";
import { portabilityProblems } from "../portable-pattern.js";
import { finding } from "../positions.js";
import { conditionsAt, conditionsBelow } from "./conditions.js";
import { ruleForEachSchema, type LintRule, type SchemaPlace } from "./lint-rule.js";

export const patternRules: readonly LintRule[] = [
  ruleForEachSchema("A pattern means the same to JavaScript and to the API server", (place) =>
    patternsAt(place).flatMap(([pointer, pattern]) =>
      portabilityProblems(pattern).map((problem) => notPortable(place, pointer, problem)),
    ),
  ),
  ruleForEachSchema("The words of a suggestion are a regular expression", (place) =>
    (place.schema["x-octopus-warnings"] ?? []).flatMap(({ suggest }, index) => {
      const problem = suggest && syntaxProblem(suggest.words);
      const pointer = pointerTo(place.pointer, "x-octopus-warnings", index, "suggest", "words");
      return problem === undefined ? [] : [notPortable(place, pointer, problem)];
    }),
  ),
];

function patternsAt(place: SchemaPlace): (readonly [pointer: string, pattern: string])[] {
  const { pattern, propertyNames } = place.schema;
  const own = [
    [pointerTo(place.pointer, "pattern"), pattern] as const,
    [pointerTo(place.pointer, "propertyNames", "pattern"), propertyNames?.pattern] as const,
  ];
  const conditions = conditionsAt(place)
    .flatMap(conditionsBelow)
    .map(({ pointer, schema }) => [pointerTo(pointer, "pattern"), schema.pattern] as const);
  return [...own, ...conditions].flatMap(([pointer, text]) =>
    typeof text === "string" ? [[pointer, text] as const] : [],
  );
}

function syntaxProblem(source: string): string | undefined {
  try {
    new RegExp(source, "gu");
    return undefined;
  } catch (error) {
    return `is no regular expression: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function notPortable({ owner }: SchemaPlace, pointer: string, problem: string): Diagnostic {
  return finding(owner.document, pointer, "pattern-not-portable", `the pattern ${problem}`);
}
