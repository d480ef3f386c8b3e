import { bytes, flag, integer, pointer, slice, struct, text, textOf, type Decoder } from "./go-decode.js";
import { time } from "./go-time.js";
import { metadata, type Metadata } from "./object-metadata.js";
import { decodeSchema, type SchemaProps } from "./schema-props.js";

/** A CustomResourceDefinition as the API server reads it (apiextensions v1). */
export interface Definition {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec: DefinitionSpec;
  readonly status: object;
}

export interface DefinitionSpec {
  readonly group: string;
  readonly names: DefinitionNames;
  readonly scope: string;
  readonly versions: readonly DefinitionVersion[] | undefined;
  readonly conversion: Conversion | undefined;
  readonly preserveUnknownFields: boolean;
}

export interface DefinitionNames {
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[] | undefined;
  readonly kind: string;
  readonly listKind: string;
  readonly categories: readonly string[] | undefined;
}

export interface DefinitionVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated: boolean;
  readonly deprecationWarning: string | undefined;
  readonly schema: { readonly openAPIV3Schema: SchemaProps | undefined } | undefined;
  readonly subresources: Subresources | undefined;
  readonly columns: readonly PrinterColumn[] | undefined;
  readonly selectableFields: readonly { readonly jsonPath: string }[] | undefined;
}

export interface Subresources {
  readonly status: object | undefined;
  readonly scale: Scale | undefined;
}

export interface Scale {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath: string | undefined;
}

export interface PrinterColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: bigint;
  readonly jsonPath: string;
}

export interface Conversion {
  readonly strategy: string;
  readonly webhook: ConversionWebhook | undefined;
}

export interface ConversionWebhook {
  readonly clientConfig: WebhookClientConfig | undefined;
  readonly conversionReviewVersions: readonly string[] | undefined;
}

export interface WebhookClientConfig {
  readonly url: string | undefined;
  readonly service: WebhookService | undefined;
  readonly caBundle: string;
}

export interface WebhookService {
  readonly namespace: string;
  readonly name: string;
  readonly path: string | undefined;
  readonly port: bigint | undefined;
}

const texts = slice("string", text);

const names = struct<DefinitionNames>("CustomResourceDefinitionNames", {
  plural: ["plural", text],
  singular: ["singular", text],
  shortNames: ["shortNames", texts],
  kind: ["kind", text],
  listKind: ["listKind", text],
  categories: ["categories", texts],
});

const column = struct<PrinterColumn>("CustomResourceColumnDefinition", {
  name: ["name", text],
  type: ["type", text],
  format: ["format", text],
  description: ["description", text],
  priority: ["priority", integer(32)],
  jsonPath: ["jsonPath", text],
});

const scale = struct<Scale>("CustomResourceSubresourceScale", {
  specReplicasPath: ["specReplicasPath", text],
  statusReplicasPath: ["statusReplicasPath", text],
  labelSelectorPath: ["labelSelectorPath", pointer(text)],
});

const version = struct<DefinitionVersion>("CustomResourceDefinitionVersion", {
  name: ["name", text],
  served: ["served", flag],
  storage: ["storage", flag],
  deprecated: ["deprecated", flag],
  deprecationWarning: ["deprecationWarning", pointer(text)],
  schema: [
    "schema",
    pointer(struct("CustomResourceValidation", { openAPIV3Schema: ["openAPIV3Schema", pointer(decodeSchema)] })),
  ],
  subresources: [
    "subresources",
    pointer(
      struct<Subresources>("CustomResourceSubresources", {
        status: ["status", pointer(struct("CustomResourceSubresourceStatus", {}))],
        scale: ["scale", pointer(scale)],
      }),
    ),
  ],
  columns: ["additionalPrinterColumns", slice("v1.CustomResourceColumnDefinition", column)],
  selectableFields: [
    "selectableFields",
    slice("v1.SelectableField", struct("SelectableField", { jsonPath: ["jsonPath", text] })),
  ],
});

const service = struct<WebhookService>("ServiceReference", {
  namespace: ["namespace", text],
  name: ["name", text],
  path: ["path", pointer(text)],
  port: ["port", pointer(integer(32))],
});

const webhook = struct<ConversionWebhook>("WebhookConversion", {
  clientConfig: [
    "clientConfig",
    pointer(
      struct<WebhookClientConfig>("WebhookClientConfig", {
        url: ["url", pointer(text)],
        service: ["service", pointer(service)],
        caBundle: ["caBundle", bytes],
      }),
    ),
  ],
  conversionReviewVersions: ["conversionReviewVersions", texts],
});

const spec = struct<DefinitionSpec>("CustomResourceDefinitionSpec", {
  group: ["group", text],
  names: ["names", names],
  scope: ["scope", textOf("v1.ResourceScope")],
  versions: ["versions", slice("v1.CustomResourceDefinitionVersion", version)],
  conversion: [
    "conversion",
    pointer(
      struct<Conversion>("CustomResourceConversion", {
        strategy: ["strategy", textOf("v1.ConversionStrategyType")],
        webhook: ["webhook", pointer(webhook)],
      }),
    ),
  ],
  preserveUnknownFields: ["preserveUnknownFields", flag],
});

const condition = struct(
  "CustomResourceDefinitionCondition",
  {},
  {
    type: textOf("v1.CustomResourceDefinitionConditionType"),
    status: textOf("v1.ConditionStatus"),
    lastTransitionTime: time,
    reason: text,
    message: text,
    observedGeneration: integer(64),
  },
);

/** Decodes a whole document. `status` is read as the server reads it, and then replaced by the server. */
export const decodeDefinition: Decoder<Definition> = struct<Definition>("CustomResourceDefinition", {
  apiVersion: ["apiVersion", text],
  kind: ["kind", text],
  metadata: ["metadata", metadata],
  spec: ["spec", spec],
  status: [
    "status",
    struct(
      "CustomResourceDefinitionStatus",
      { acceptedNames: ["acceptedNames", names] },
      {
        conditions: slice("v1.CustomResourceDefinitionCondition", condition),
        storedVersions: texts,
        observedGeneration: integer(64),
      },
    ),
  ],
});
