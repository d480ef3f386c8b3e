import type { Emitter } from "../model/model.js";
import { emitChecks } from "./checks.js";
import { EMITTERS_BESIDE_CHECKS } from "./emitters-beside-checks.js";

/** One emitter for each artefact that a run generates. */
export const EMITTERS: readonly Emitter[] = [emitChecks, ...EMITTERS_BESIDE_CHECKS];
