import type { CrdNames, PrinterColumnModel, ScaleModel } from "../model/crd-model.js";
import type {
  Condition,
  Documentation,
  EnumValue,
  JsonObject,
  JsonValue,
  RuleModel,
  Shape,
  WarningModel,
} from "../model/model.js";
import type { Diagnostic, Suppression } from "../diagnostics.js";

/** Stage 1, loaded: one source file that is JSON, with every file that it refers to found on disk. */
export interface SchemaDocument {
  /** A type, or what a CRD has besides its schema. */
  readonly kind: "schema" | "crd";
  /** Absolute path; the identity of the document. */
  readonly file: string;
  /** The path as the user would write it, for diagnostics. */
  readonly path: string;
  /**
   * Below the schema folder, with `/`. For a document outside the folder: how a source refers to it, so that nothing
   * in the output depends on the machine (`octopus-mqtt/schema/mqtt/mqtt-options.schema.json`).
   */
  readonly source: string;
  /** Folder below the schema folder; for a document outside, the name of the folder that it lies in. */
  readonly group: string;
  /** Base name without `.schema.json` or `.crd.json`. */
  readonly fileName: string;
  /** The file as it was read. */
  readonly text: string;
  /** What it says, translated to the core dialect. */
  readonly json: JsonValue;
  /** Each `$ref` in it. */
  readonly references: readonly SchemaReference[];
  /** Findings that the file itself wants not to be told. */
  readonly suppressions?: readonly Suppression[];
  /** Where schemas lie that others refer to and that are no definitions, by pointer. */
  readonly places?: readonly string[];
  /** After the translation to the core dialect: where in the text each schema of `json` comes from, by pointer. */
  readonly origins?: ReadonlyMap<string, string>;
}

/** One `$ref` of a document that leads to another document. */
export interface SchemaReference {
  /** Of the schema that holds the `$ref`. */
  readonly pointer: string;
  /** As written. */
  readonly ref: string;
  /** Absolute path of the document it leads to; with a fragment where it leads to a schema within one. */
  readonly target: string;
  /** Whether an `$id` says where it leads; else `ref` itself does. */
  readonly isById?: boolean;
}

/** Everything that was read, and what was wrong with it. */
export interface Sources {
  /** In the order of their `source`. */
  readonly documents: readonly SchemaDocument[];
  /** What could not be read, or is not in the dialect. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of every file read, by display path, also of those that are not JSON. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The keywords of the core dialect (schema/meta/dialect.schema.json), to which every source is translated. */
export interface SourceSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly $comment?: string;
  readonly type?: CoreType | readonly ["integer", "string"];
  /** Null is a value of its own. The translation writes it; a source says `type: [T, "null"]`. */
  readonly nullable?: true;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly examples?: readonly JsonValue[];
  readonly default?: JsonValue;
  readonly properties?: Readonly<Record<string, SourceSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SourceSchema;
  readonly propertyNames?: { readonly pattern?: string };
  readonly items?: SourceSchema;
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly oneOf?: readonly { readonly const: string | number | boolean; readonly description?: string }[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly AllOfMember[];
  readonly not?: SourceCondition;
  readonly "x-octopus-warnings"?: readonly SourceWarning[];
  readonly "x-octopus-expected"?: string;
  readonly "x-octopus-secret"?: boolean;
  readonly "x-octopus-alias-of"?: string;
  readonly [kubernetes: `x-kubernetes-${string}`]: JsonValue;
}

/** The JSON types that a core schema may have; null is none of them. */
export type CoreType = "object" | "array" | "string" | "integer" | "number" | "boolean";

/** A condition as a source may write it: `const` and `$comment` are allowed besides what `Condition` has. */
export type SourceCondition = JsonObject;

/** A condition; with `x-octopus-rule` beside it, a rule between properties. */
export type AllOfMember = SourceCondition & { readonly "x-octopus-rule"?: Omit<RuleModel, "condition"> & JsonObject };

export type SourceWarning = Omit<WarningModel, "if"> & { readonly if: SourceCondition };

/** Stage 2, linted: a document that keeps to the dialect, so that its keywords have the types that they should. */
export interface LintedSchema {
  readonly document: SchemaDocument;
  readonly name: string;
  readonly schema: SourceSchema;
}

/** Stage 3, resolved: each `$ref` has become the name of the type it leads to; what stood beside it is still there. */
export interface ResolvedSchema {
  readonly document: SchemaDocument;
  readonly name: string;
  readonly root: ResolvedNode;
}

export interface ResolvedNode extends Omit<SourceSchema, "$ref" | "properties" | "items" | "additionalProperties"> {
  /** Place in the document. */
  readonly pointer: string;
  readonly reference?: string;
  readonly properties?: readonly (readonly [wireName: string, node: ResolvedNode])[];
  readonly items?: ResolvedNode;
  readonly additionalProperties?: boolean | ResolvedNode;
}

/** Stage 4, normalized: one spelling for everything that has several, and nothing left implicit. */
export interface NormalizedSchema {
  readonly document: SchemaDocument;
  readonly name: string;
  readonly root: NormalizedNode;
}

export interface NormalizedNode {
  readonly pointer: string;
  readonly kind: Shape["kind"];
  readonly nullable: boolean;
  readonly documentation: Documentation;
  readonly default: JsonValue | undefined;
  readonly aliasOf: string | undefined;
  readonly reference: string | undefined;
  readonly properties: readonly (readonly [wireName: string, node: NormalizedNode])[];
  /** Always a list, in the order of the properties. */
  readonly required: readonly string[];
  readonly open: boolean;
  readonly values: NormalizedNode | undefined;
  readonly keyPattern: string | undefined;
  readonly items: NormalizedNode | undefined;
  /** `enum`, `const` and a documented `oneOf` alike. */
  readonly enum: readonly EnumValue[] | undefined;
  readonly bounds: Bounds;
  readonly pattern: string | undefined;
  readonly format: string | undefined;
  readonly conditions: readonly Condition[];
  readonly rules: readonly RuleModel[];
  readonly warnings: readonly WarningModel[];
  readonly kubernetes: JsonObject;
}

/** The keywords that bound a value; those that the source does not have are absent. */
export type Bounds = Pick<
  SourceSchema,
  | ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf")
  | ("minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties")
>;

/** A `*.crd.json` file (schema/meta/crd.schema.json). */
export interface SourceCrd {
  readonly group: string;
  readonly scope: "Namespaced" | "Cluster";
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly chart?: string;
  readonly conversion?: { readonly strategy: "None" };
  readonly names: Pick<CrdNames, "kind" | "plural"> & Partial<CrdNames>;
  readonly versions: readonly SourceCrdVersion[];
}

export interface SourceCrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly deprecationWarning?: string;
  readonly schema: { readonly $ref: string };
  readonly subresources?: { readonly status?: JsonObject; readonly scale?: ScaleModel };
  readonly additionalPrinterColumns?: readonly PrinterColumnModel[];
  readonly selectableFields?: readonly { readonly jsonPath: string }[];
}

/** A CRD file that keeps to its schema. */
export interface LintedCrd {
  readonly document: SchemaDocument;
  readonly crd: SourceCrd;
}
