import { FIELD_FEATURES } from "../../kubernetes-features.js";
import { pointerTo } from "../json-pointer.js";
import type { ModelContext } from "../lint-model.js";
import { finding } from "../positions.js";
import { ruleForEachVersion } from "./crd-rule.js";
import type { LintRule } from "./lint-rule.js";

const SELECTABLE_FIELDS = FIELD_FEATURES.selectableFields.used;

/** What the oldest server that a run is for must know. */
export const kubernetesVersionRules: readonly LintRule<ModelContext>[] = [
  ruleForEachVersion("The oldest server knows what a version of a CRD says", (place, { kubernetes }) => {
    if (kubernetes === undefined || kubernetes >= SELECTABLE_FIELDS || place.version.selectableFields.length === 0)
      return [];
    const message =
      `selectable fields need Kubernetes 1.${SELECTABLE_FIELDS}, and this run is for 1.${kubernetes}; remove them, or ` +
      `write --kubernetes 1.${SELECTABLE_FIELDS}`;
    const pointer = pointerTo(place.pointer, "selectableFields");
    return [finding(place.owner.document, pointer, "newer-kubernetes", message, { side: "key" })];
  }),
];
