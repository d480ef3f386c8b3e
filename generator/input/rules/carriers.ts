import type { Diagnostic } from "../../diagnostics.js";
import { pointerTo } from "../json-pointer.js";
import { finding } from "../positions.js";
import type { SourceSchema } from "../schema-document.js";
import { ruleForEachSchema, type LintRule, type SchemaPlace } from "./lint-rule.js";

/** Keywords that say something of a property and nothing of the value in it. */
const OF_PROPERTIES = ["default", "deprecated", "x-octopus-alias-of", "x-octopus-secret"] as const;

/** Words for readers, which items of lists and values of maps have no place for. */
const OF_READERS = ["description", "examples"] as const;

export const carrierRules: readonly LintRule[] = [
  ruleForEachSchema("Only properties have defaults, are deprecated or secret", (place) => {
    if (/\/properties\/[^/]*$/.test(place.pointer)) return [];
    const remedy =
      place.pointer === ""
        ? "a type has none of its own; put it beside the $ref of each property that wants it"
        : "put it at the property that holds the list or map";
    return misplaced(place, OF_PROPERTIES, `belongs to a property: ${remedy}`);
  }),
  ruleForEachSchema("Items and map values are described where the list or map is", (place) =>
    /\/(?:items|additionalProperties)$/.test(place.pointer) && !/\/properties\/[^/]*$/.test(place.pointer)
      ? misplaced(place, OF_READERS, "belongs to a property: put it at the property that holds the list or map")
      : [],
  ),
  ruleForEachSchema("Rules and warnings stand at an object with properties", (place) => {
    if (place.schema.type === "object" && typeof place.schema.additionalProperties !== "object") return [];
    const message = "works only at an object with properties: move it there and name the property in at";
    const rules = (place.schema.allOf ?? []).flatMap((member, index) =>
      member["x-octopus-rule"] === undefined
        ? []
        : [at(place, pointerTo(place.pointer, "allOf", index, "x-octopus-rule"), `x-octopus-rule ${message}`)],
    );
    return [...rules, ...misplaced(place, ["x-octopus-warnings"], message)];
  }),
];

function misplaced(place: SchemaPlace, keywords: readonly (keyof SourceSchema)[], why: string): Diagnostic[] {
  return keywords
    .filter((keyword) => place.schema[keyword] !== undefined)
    .map((keyword) => at(place, pointerTo(place.pointer, keyword), `${keyword} ${why}`));
}

function at({ owner }: SchemaPlace, pointer: string, message: string): Diagnostic {
  return finding(owner.document, pointer, "dialect-violation", message, { side: "key" });
}
