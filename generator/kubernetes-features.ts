import { own } from "./own.js";

/** CEL rules, which keys of maps need, are there since this minor version of Kubernetes 1. */
export const OLDEST_KUBERNETES = 25;
/** The newest that the output is tested with. */
export const NEWEST_KUBERNETES = 37;

/** The minor version of Kubernetes 1 that first decodes a field of a CRD, and the first that uses it by default. */
export interface FieldFeature {
  /** The structs of Go that have the field. */
  readonly of: readonly string[];
  readonly known: number;
  readonly used: number;
}

/**
 * Fields of a CRD that not all servers have: `types_jsonschema.go`, `types.go` and the feature gates of
 * k8s.io/apiextensions-apiserver v0.25.4 to v0.37.0. A server drops what it knows but does not use yet.
 */
export const FIELD_FEATURES = {
  messageExpression: { of: ["ValidationRule"], known: 27, used: 27 },
  reason: { of: ["ValidationRule"], known: 28, used: 28 },
  fieldPath: { of: ["ValidationRule"], known: 28, used: 28 },
  // CRDValidationRatcheting, on since v0.30.
  optionalOldSelf: { of: ["ValidationRule"], known: 29, used: 30 },
  // CustomResourceFieldSelectors, on since v0.31.
  selectableFields: { of: ["CustomResourceDefinitionVersion"], known: 30, used: 31 },
  // CRDObservedGenerationTracking, on since v0.36.
  observedGeneration: {
    of: ["CustomResourceDefinitionStatus", "CustomResourceDefinitionCondition"],
    known: 35,
    used: 36,
  },
} as const satisfies Readonly<Record<string, FieldFeature>>;

/** Since when servers warn of formats that they do not know, and check names by `k8s-short-name` and `k8s-long-name`. */
export const FORMAT_WARNINGS = 34;
export const NAME_FORMATS = 34;
/** Since when servers check numbers, and the bounds of numbers, by type and format. */
export const NUMBER_FORMATS = 36;
/** Since when servers let go of `additionalProperties: false` in a junctor. */
export const CLOSED_BRANCHES = 31;
/** Since when servers keep `example` and `externalDocs`, and so refuse them of `metadata`. */
export const KEPT_EXAMPLES = 36;
/** Since when servers estimate the cost of CEL as this program does, with cel-go v0.26. */
export const CEL_COST = 34;
/** Since when `matches(a, b)` costs what `a.matches(b)` does, with cel-go v0.29. */
export const MATCHES_COST = 37;
/** Since when the names in the metadata of a resource are known to be short. */
export const SHORT_NAMES = 37;

/** The feature that a field of a struct is, if it is one that not all servers have. */
export function fieldFeature(struct: string, name: string): FieldFeature | undefined {
  const features: Readonly<Record<string, FieldFeature>> = FIELD_FEATURES;
  const feature = own(features, name);
  return feature?.of.includes(struct) ? feature : undefined;
}
