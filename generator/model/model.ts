/**
 * The intermediate representation: plain JSON, closed unions, every name still as the schema wrote it.
 * Emitters read nothing else.
 */
import type { CrdModel } from "./crd-model.js";

/** Any value of JSON. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** All types and CRDs of one run. Types are in the order of their source paths, CRDs in that of their names. */
export interface SchemaModel {
  /** One for each schema and definition. */
  readonly types: readonly TypeModel[];
  /** One for each `*.crd.json`. */
  readonly crds: readonly CrdModel[];
}

/** What a reader is told about a type or a property. */
export interface Documentation {
  /** Our own prose, Markdown; "" where the schema has none. */
  readonly description: string;
  /** `$comment`: which of two sources was followed, and why. */
  readonly comment?: string;
  /** Whether the schema says so; its description says what to use instead. */
  readonly deprecated: boolean;
  /** Valid values, in the order of the schema. */
  readonly examples: readonly JsonValue[];
  /** `x-octopus-expected`: what a valid value is, as a noun phrase, for error messages. */
  readonly expected?: string;
  /** `x-octopus-secret`: the value is never shown. */
  readonly secret: boolean;
}

/** One schema file. */
export interface TypeModel extends Documentation {
  /** The schema's title, e.g. `MQTTOptions`; unique, a valid identifier. */
  readonly name: string;
  /** Path below the schema folder, with `/`, e.g. `mqtt/mqtt-options.schema.json`. */
  readonly source: string;
  /** Folder below the schema folder, e.g. `mqtt`; "" for files at its top. */
  readonly group: string;
  /** Base name of the source without `.schema.json`, e.g. `mqtt-options`. */
  readonly fileName: string;
  /** The modules of an installed package that export the type's generated code; then none is emitted. */
  readonly package?: PackageModules;
  /** What a document of it looks like. */
  readonly shape: Shape;
}

/** Module specifiers of an installed package. */
export interface PackageModules {
  /** Of types and default-appliers. */
  readonly types: string;
  /** Of checks and places. */
  readonly embed: string;
}

/** One property of an object. */
export interface PropertyModel extends Documentation {
  /** The name on the wire, never changed. */
  readonly wireName: string;
  /** Whether a document must have it, defaults applied. */
  readonly required: boolean;
  /** Closed under the defaults of its children: what the API server would end up with. */
  readonly default?: JsonValue;
  /** `x-octopus-alias-of`: this is a deprecated spelling of that property. */
  readonly aliasOf?: string;
  /** What its value looks like. */
  readonly shape: Shape;
}

/** What a value looks like. */
export type Shape =
  | ObjectShape
  | MapShape
  | ArrayShape
  | StringShape
  | NumberShape
  | BooleanShape
  | IntOrStringShape
  | AnyShape
  | ReferenceShape;

/** What every shape may carry. */
export interface ShapeCommon {
  /** Null is a value of its own: it is kept, and no default takes its place. Absent: null counts as absent. */
  readonly nullable?: true;
  /** Value validations beyond the shape's own bounds; all must hold. Empty in most shapes. */
  readonly conditions: readonly Condition[];
  /** `x-kubernetes-*` annotations that go into the CRD as they are. */
  readonly kubernetes: JsonObject;
  /** `x-octopus-expected` of a list's items or a map's values; properties and types carry theirs themselves. */
  readonly expected?: string;
}

/** An object of known properties. */
export interface ObjectShape extends ShapeCommon {
  readonly kind: "object";
  /** In the order of the schema. */
  readonly properties: readonly PropertyModel[];
  /** True: other properties are allowed and kept as they are. False: they are errors (and the API server prunes them). */
  readonly open: boolean;
  /** Rules between properties; a document that breaks one is refused. */
  readonly rules: readonly RuleModel[];
  /** Conditions that are allowed but worth a word. */
  readonly warnings: readonly WarningModel[];
}

/** An object whose keys are data. */
export interface MapShape extends ShapeCommon {
  readonly kind: "map";
  /** What each value looks like. */
  readonly values: Shape;
  /** What keys must match: portable, as `pattern`. */
  readonly keyPattern?: string;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** A list. */
export interface ArrayShape extends ShapeCommon {
  readonly kind: "array";
  /** What each item looks like. */
  readonly items: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Text. */
export interface StringShape extends ShapeCommon {
  readonly kind: "string";
  readonly enum?: readonly EnumValue[];
  /** In code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Portable: means the same to JavaScript (with `u`) and to Go. */
  readonly pattern?: string;
  readonly format?: string;
}

/** A number. */
export interface NumberShape extends ShapeCommon {
  readonly kind: "integer" | "number";
  readonly enum?: readonly EnumValue[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Of a `number` only; bounds of an `integer` include their value. */
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  /** Of an `integer` only, and an integer itself. */
  readonly multipleOf?: number;
}

/** True or false. */
export interface BooleanShape extends ShapeCommon {
  readonly kind: "boolean";
  readonly enum?: readonly EnumValue[];
}

/** An integer or a string; lengths and pattern are about strings, the other bounds about integers. */
export interface IntOrStringShape extends ShapeCommon {
  readonly kind: "int-or-string";
  readonly minimum?: number;
  readonly maximum?: number;
  /** In code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Portable: means the same to JavaScript (with `u`) and to Go. */
  readonly pattern?: string;
}

/** Any JSON value. */
export interface AnyShape extends ShapeCommon {
  readonly kind: "any";
}

/** Another type of the model, by name; `conditions` narrow it. */
export interface ReferenceShape extends ShapeCommon {
  readonly kind: "reference";
  /** Its name. */
  readonly type: string;
}

/** One of the values that a type is limited to. */
export interface EnumValue {
  /** As it stands in documents. */
  readonly value: string | number | boolean;
  /** Markdown; "" where the schema has none. */
  readonly description: string;
}

/**
 * JSON Schema reduced to value validations, the part that a CRD allows inside `allOf`, `anyOf`, `oneOf` and `not`:
 * as JSON Schema 2020-12 spells it. The API server spells exclusive bounds in its own way.
 */
export interface Condition {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Condition>>;
  readonly items?: Condition;
  readonly enum?: readonly JsonValue[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly not?: Condition;
  readonly anyOf?: readonly Condition[];
  readonly allOf?: readonly Condition[];
  readonly oneOf?: readonly Condition[];
}

/** `x-octopus-rule` beside an `allOf` member. */
export interface RuleModel {
  /** kebab-case, stable. */
  readonly code: string;
  /** What must hold. */
  readonly condition: Condition;
  /** What is wrong, as one sentence without a full stop. */
  readonly message: string;
  /** How to mend it. */
  readonly remedy: string;
  /** The property that the error points at; absent: the object itself. */
  readonly at?: string;
}

/** A member of `x-octopus-warnings`; it speaks when `if` holds on the document with its defaults applied. */
export interface WarningModel {
  /** kebab-case, stable. */
  readonly code: string;
  /** When it speaks. */
  readonly if: Condition;
  /** What is to be said, as one sentence without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** The property that it points at; absent: the object itself. */
  readonly at?: string;
  /** Words of the string at `at` that match `words` (a RegExp source, flags `gu`) and are not in `among` are named, with the nearest of `among`. */
  readonly suggest?: {
    /** A RegExp source. */
    readonly words: string;
    /** The words that are known. */
    readonly among: readonly string[];
  };
}

/** One file of the output. */
export interface OutputFile {
  /** Below the output folder, with `/`. */
  readonly path: string;
  /** The whole text. */
  readonly content: string;
  /**
   * What the file is about: `type Name`, `group name` or `crd source`. Nothing but what that refers to decides about its
   * content. Absent: the whole model does.
   */
  readonly scope?: string;
}

/** How a closed list of values is declared: `"a" | "b"`, `const X = {...} as const` with a type of its values, or `enum X`. */
export type EnumStyle = "union" | "const-object" | "enum";

/** An optional property of type T: `x?: T`, or `x?: T | undefined`. */
export type OptionalProperties = "exact" | "or-undefined";

/** What a run may set about its output. */
export interface EmitSettings {
  /** Longest description in a CRD, in characters; 0: none at all; absent: as long as they are. */
  readonly maxDescription?: number;
  /** Emit only what is about these scopes; absent: everything. */
  readonly only?: ReadonlySet<string>;
  /** The oldest server that CRDs must work on, as the minor version of Kubernetes 1; absent: the newest there is. */
  readonly kubernetes?: number;
  /** Absent: `union`. */
  readonly enums?: EnumStyle;
  /** Absent: `exact`. */
  readonly optionalProperties?: OptionalProperties;
  /** Folder of templates that replace ours of the same name. */
  readonly templates?: string;
  /** Emit what generated code of other packages imports (`embed.ts`, `embed.json`). */
  readonly publish?: boolean;
  /** Emit arbitraries for fast-check, and samples (`arbitraries/`). */
  readonly arbitraries?: boolean;
}

/** An artefact's emitter: a pure function of the model and the settings of the run. */
export type Emitter = (model: SchemaModel, settings?: EmitSettings) => OutputFile[] | Promise<OutputFile[]>;
