import type { JsonObject } from "../model/model.js";
import type { Place, Steps } from "./change.js";
import { objectOf, objectsOf, textOf } from "./json.js";

/** One thing to compare, with the place in a file that any step into it leads to. */
export interface Item {
  readonly name: string;
  readonly content: JsonObject;
  /** Where a path of the content leads, or the nearest place above it. */
  readonly locate: (path: Steps) => Place;
}

/** All that one side of the comparison holds. */
export interface Side {
  /** CustomResourceDefinitions; `content` is the whole document. */
  readonly crds: readonly Item[];
  /** Types of source schemas that no CRD and no other type uses; `content` is the structural schema. */
  readonly types: readonly Item[];
  /** Every type of the sources, for those that the other side names; empty where there are no sources. */
  readonly otherTypes: readonly Item[];
}

/** One version of a CRD. */
export interface CrdVersion {
  readonly name: string;
  readonly content: JsonObject;
  readonly schema: JsonObject;
  readonly served: boolean;
  readonly storage: boolean;
  /** Whether objects may lie in etcd in this version. */
  readonly stored: boolean;
  readonly at: Steps;
}

/** Where the schema of a version stands in the version. */
export const SCHEMA_STEPS: Steps = ["schema", "openAPIV3Schema"];

/** The versions of a CRD, in the order of the document. */
export function versionsOf(crd: JsonObject): CrdVersion[] {
  const storedVersions = objectOf(crd.status).storedVersions;
  const stored = new Set(Array.isArray(storedVersions) ? storedVersions : []);
  return objectsOf(objectOf(crd.spec).versions).map((content, index) => {
    const name = textOf(content.name) ?? "";
    return {
      name,
      content,
      schema: objectOf(objectOf(content.schema).openAPIV3Schema),
      served: content.served === true,
      storage: content.storage === true,
      stored: content.storage === true || stored.has(name),
      at: ["spec", "versions", index],
    };
  });
}

/** The names of a CRD, with those filled in that the server derives from the kind. */
export function namesOf(crd: JsonObject): { kind: string; listKind: string; plural: string; singular: string } {
  const names = objectOf(objectOf(crd.spec).names);
  const kind = textOf(names.kind) ?? "";
  return {
    kind,
    listKind: textOf(names.listKind) ?? `${kind}List`,
    plural: textOf(names.plural) ?? "",
    singular: textOf(names.singular) ?? kind.toLowerCase(),
  };
}

/** The group of a CRD. */
export function groupNameOf(crd: JsonObject): string {
  return textOf(objectOf(crd.spec).group) ?? "";
}
