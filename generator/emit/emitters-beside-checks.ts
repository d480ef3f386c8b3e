import type { Emitter } from "../model/model.js";
import { emitArbitraries } from "./arbitraries.js";
import { emitCrds } from "./crds.js";
import { emitDefaults } from "./defaults.js";
import { emitEmbed } from "./embed.js";
import { emitDocs } from "./docs.js";
import { emitHelmCharts } from "./helm-chart.js";
import { emitIdeSchemas } from "./ide-schemas.js";
import { emitIndexFiles } from "./index-files.js";
import { emitInterfaces } from "./interfaces.js";
import { emitKustomization } from "./kustomization.js";
import { emitSamples } from "./samples.js";
import { emitSupport } from "./support.js";
import { emitValidators } from "./validators.js";

/** One emitter for each artefact but the checks, which take about as long as these together. */
export const EMITTERS_BESIDE_CHECKS: readonly Emitter[] = [
  emitInterfaces,
  emitDefaults,
  emitValidators,
  emitCrds,
  emitKustomization,
  emitHelmCharts,
  emitIdeSchemas,
  emitDocs,
  emitSamples,
  emitIndexFiles,
  emitSupport,
  emitEmbed,
  emitArbitraries,
];
