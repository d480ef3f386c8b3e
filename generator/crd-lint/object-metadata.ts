import { flag, integer, mapOf, pointer, slice, struct, text, textOf } from "./go-decode.js";
import { time } from "./go-time.js";

/** `metadata` of an object as the API server reads it (meta v1), but for what it replaces. */
export interface Metadata {
  readonly name: string;
  readonly generateName: string;
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string> | undefined;
  readonly annotations: ReadonlyMap<string, string> | undefined;
  readonly finalizers: readonly string[] | undefined;
  readonly ownerReferences: readonly OwnerReference[] | undefined;
  readonly managedFields: readonly ManagedFields[] | undefined;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: boolean | undefined;
  readonly blockOwnerDeletion: boolean | undefined;
}

export interface ManagedFields {
  readonly manager: string;
  readonly operation: string;
  readonly fieldsType: string;
  readonly subresource: string;
}

const ownerReference = struct<OwnerReference>("OwnerReference", {
  apiVersion: ["apiVersion", text],
  kind: ["kind", text],
  name: ["name", text],
  uid: ["uid", textOf("types.UID")],
  controller: ["controller", pointer(flag)],
  blockOwnerDeletion: ["blockOwnerDeletion", pointer(flag)],
});

const managedFields = struct<ManagedFields>(
  "ManagedFieldsEntry",
  {
    manager: ["manager", text],
    operation: ["operation", textOf("v1.ManagedFieldsOperationType")],
    fieldsType: ["fieldsType", text],
    subresource: ["subresource", text],
  },
  // `fieldsV1` decodes itself, and takes whatever it is given.
  { apiVersion: text, time, fieldsV1: () => undefined },
);

const textMap = mapOf("string", text);

/** Decodes `metadata`. */
export const metadata = struct<Metadata>(
  "ObjectMeta",
  {
    name: ["name", text],
    generateName: ["generateName", text],
    namespace: ["namespace", text],
    labels: ["labels", textMap],
    annotations: ["annotations", textMap],
    finalizers: ["finalizers", slice("string", text)],
    ownerReferences: ["ownerReferences", slice("v1.OwnerReference", ownerReference)],
    managedFields: ["managedFields", slice("v1.ManagedFieldsEntry", managedFields)],
  },
  {
    uid: textOf("types.UID"),
    selfLink: text,
    resourceVersion: text,
    generation: integer(64),
    creationTimestamp: time,
    deletionTimestamp: time,
    deletionGracePeriodSeconds: integer(64),
  },
);
