import type { Diagnostic } from "../../diagnostics.js";
import { typeNamed } from "../../model/names.js";
import type { CrdModel, CrdVersionModel } from "../../model/crd-model.js";
import type { ModelContext } from "../lint-model.js";
import { pointerTo } from "../json-pointer.js";
import type { LintedCrd, SourceCrdVersion } from "../schema-document.js";
import { followPath, type Destination } from "./follow-path.js";
import type { Step } from "./json-path.js";
import type { LintRule } from "./lint-rule.js";

/** One version of a CRD file, together with what the model has of it. */
export interface VersionPlace {
  readonly owner: LintedCrd;
  readonly crd: CrdModel;
  readonly source: SourceCrdVersion;
  readonly version: CrdVersionModel;
  /** Of the version, in its file. */
  readonly pointer: string;
  /** Where a path leads that begins at the root of the version's schema. */
  readonly follow: (steps: readonly Step[]) => Destination;
}

/** A rule about each version of each CRD, asked once the types are known. */
export function ruleForEachVersion(
  name: string,
  check: (place: VersionPlace, context: ModelContext) => Diagnostic[],
): LintRule<ModelContext> {
  return { name, check: (context) => versionsOf(context).flatMap((place) => check(place, context)) };
}

function versionsOf({ crds, model }: ModelContext): VersionPlace[] {
  const lookUp = (name: string) => typeNamed(model, name);
  const modelOf = new Map(model.crds.map((crd) => [crd.source, crd]));
  return crds.flatMap((owner) =>
    owner.crd.versions.flatMap((source, index) => {
      const crd = modelOf.get(owner.document.source);
      const version = crd?.versions[index];
      if (!crd || !version) return [];
      const follow = (steps: readonly Step[]) => followPath(steps, lookUp(version.type).shape, lookUp);
      return [{ owner, crd, source, version, pointer: pointerTo("/versions", index), follow }];
    }),
  );
}
