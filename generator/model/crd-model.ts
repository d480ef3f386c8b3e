/** `schema/crd/<kind>.crd.json`: what a CustomResourceDefinition says besides its schema. */
export interface CrdModel {
  /** Path of the file below the schema folder, with `/`. */
  readonly source: string;
  /** API group, such as `edge.cattle.io`. */
  readonly group: string;
  /** Whether its objects lie in namespaces. */
  readonly scope: "Namespaced" | "Cluster";
  /** What its objects are called. */
  readonly names: CrdNames;
  /** Of the CRD itself. */
  readonly labels: Readonly<Record<string, string>>;
  /** Of the CRD itself. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Name of the Helm chart that it belongs to. */
  readonly chart: string;
  /** In the order of the file. */
  readonly versions: readonly CrdVersionModel[];
}

/** `spec.names` of a CRD, complete. */
export interface CrdNames {
  readonly kind: string;
  readonly listKind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
}

/** One version of a CRD. */
export interface CrdVersionModel {
  /** Such as `v1alpha1`. */
  readonly name: string;
  /** Whether the API server serves it. */
  readonly served: boolean;
  /** Whether objects are stored in it; true of one version. */
  readonly storage: boolean;
  /** Whether the API server warns who uses it. */
  readonly deprecated: boolean;
  /** What it then says instead of its own words. */
  readonly deprecationWarning?: string;
  /** Name of the root type. */
  readonly type: string;
  /** Whether `status` has an endpoint of its own. */
  readonly statusSubresource: boolean;
  /** The subresource `scale`, where there is one. */
  readonly scale?: ScaleModel;
  /** What `kubectl get` shows. */
  readonly printerColumns: readonly PrinterColumnModel[];
  /** Paths of the fields that a field selector may name. */
  readonly selectableFields: readonly string[];
}

/** Paths of the numbers and the selector that kubectl scale and autoscalers use. */
export interface ScaleModel {
  /** Of the wanted number. */
  readonly specReplicasPath: string;
  /** Of the present number. */
  readonly statusReplicasPath: string;
  /** Of the selector, as text. */
  readonly labelSelectorPath?: string;
}

/** A column of `kubectl get`. */
export interface PrinterColumnModel {
  /** Its heading. */
  readonly name: string;
  /** How the value is shown. */
  readonly type: "string" | "integer" | "number" | "boolean" | "date";
  /** Where the value is. */
  readonly jsonPath: string;
  /** For `kubectl explain` and the like. */
  readonly description?: string;
  /** 0 or absent: always shown; greater: with `-o wide` only. */
  readonly priority?: number;
}
