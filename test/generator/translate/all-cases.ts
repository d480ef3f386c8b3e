import { DEFINITION_CASES, SCALAR_CASES, type TranslationCase } from "./cases.js";
import { COMPOSED_CASES } from "./composed-cases.js";
import { LIST_CASES } from "./list-cases.js";
import { MAP_CASES } from "./map-cases.js";
import { REFERENCE_CASES } from "./reference-cases.js";

/** Every case, for the validator and for the API server alike. */
export const CASES: readonly TranslationCase[] = [
  ...[...SCALAR_CASES, ...DEFINITION_CASES, ...MAP_CASES],
  ...[...LIST_CASES, ...REFERENCE_CASES, ...COMPOSED_CASES],
];
