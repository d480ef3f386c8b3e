import type { CrdModel } from "../model/crd-model.js";
import type { EmitSettings, TypeModel } from "../model/model.js";

/** The scope of the files about a type. */
export function typeScope({ name }: Pick<TypeModel, "name">): string {
  return `type ${name}`;
}

/** The scope of the files about the types of a group. */
export function groupScope(group: string): string {
  return `group ${group}`;
}

/** The scope of the files about a CRD. */
export function crdScope({ source }: Pick<CrdModel, "source">): string {
  return `crd ${source}`;
}

/** Whether a run with these settings emits the files of a scope; those of the whole model (`undefined`) only a whole run does. */
export function isWanted(scope: string | undefined, { only }: EmitSettings = {}): boolean {
  return only === undefined || (scope !== undefined && only.has(scope));
}
