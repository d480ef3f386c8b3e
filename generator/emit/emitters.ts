import type { Emitter } from "../model/model.js";
import { EMITTERS_BESIDE_VALIDATORS } from "./emitters-beside.js";
import { emitValidators } from "./validators.js";

/** One emitter for each artefact that a run generates. */
export const EMITTERS: readonly Emitter[] = [emitValidators, ...EMITTERS_BESIDE_VALIDATORS];
