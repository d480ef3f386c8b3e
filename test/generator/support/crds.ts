import type { CrdModel, CrdVersionModel } from "../../../generator/model/crd-model.js";

/** The version v1 of `thingCrd`, whose root is the type Thing. */
export function version(more: Partial<CrdVersionModel> = {}): CrdVersionModel {
  return {
    name: "v1",
    served: true,
    storage: true,
    deprecated: false,
    type: "Thing",
    statusSubresource: false,
    printerColumns: [],
    selectableFields: [],
    ...more,
  };
}

/** The CRD things.example.dev, from `crd/thing.crd.json`. */
export function thingCrd(more: Partial<CrdModel> = {}): CrdModel {
  return {
    source: "crd/thing.crd.json",
    group: "example.dev",
    scope: "Namespaced",
    names: {
      kind: "Thing",
      listKind: "ThingList",
      plural: "things",
      singular: "thing",
      shortNames: ["th"],
      categories: [],
    },
    labels: {},
    annotations: {},
    chart: "example-dev-crds",
    versions: [version()],
    ...more,
  };
}
