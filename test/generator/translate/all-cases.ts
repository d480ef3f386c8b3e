import { CONDITION_CASES } from "./condition-cases.js";
import { DEFINITION_CASES } from "./definition-cases.js";
import { EVALUATED_CASES, WHOLE_CASES } from "./evaluated-cases.js";
import { EXTENSION_CASES } from "./extension-cases.js";
import { LIST_CASES } from "./list-cases.js";
import { MAP_CASES } from "./map-cases.js";
import { MERGED_CASES } from "./merged-cases.js";
import { NUMBER_CASES } from "./number-cases.js";
import { REFERENCE_CASES } from "./reference-cases.js";
import { TEXT_CASES } from "./text-cases.js";
import { TYPE_CASES } from "./type-cases.js";
import type { TranslationCase } from "./translation-case.js";
import { UNION_CASES } from "./union-cases.js";

/** Every case, for the validator and for the API server alike. */
export const CASES: readonly TranslationCase[] = [
  ...[...TYPE_CASES, ...NUMBER_CASES, ...TEXT_CASES, ...DEFINITION_CASES, ...MAP_CASES, ...LIST_CASES],
  ...[...REFERENCE_CASES, ...MERGED_CASES, ...UNION_CASES, ...CONDITION_CASES, ...EVALUATED_CASES, ...WHOLE_CASES],
  ...EXTENSION_CASES,
];
