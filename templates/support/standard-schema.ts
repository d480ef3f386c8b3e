/**
 * A Standard Schema, version 1 (https://standardschema.dev): what tRPC, Hono, form libraries and their like take to
 * check a value. The same as `StandardSchemaV1` of the package `@standard-schema/spec`, for a check that never waits.
 */
export interface StandardSchema<Input, Output> {
  /** The one property that the standard asks for. */
  readonly "~standard": {
    /** Of the standard. */
    readonly version: 1;
    /** Who made the schema. */
    readonly vendor: "octopus-mqtt";
    /** Takes any value, never throws: the document with its defaults applied, or the errors in the order of the schema. */
    readonly validate: (value: unknown) => StandardResult<Output>;
    /** For the compiler only: never there. */
    readonly types?:
      | {
          /** The document as a user writes it. */
          readonly input: Input;
          /** The document with its defaults applied. */
          readonly output: Output;
        }
      | undefined;
  };
}

/** What a {@link StandardSchema} answers; without `issues` the value is valid. */
export type StandardResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly StandardIssue[] };

/** One error: a sentence, and the keys and indexes that lead to the place. */
export interface StandardIssue {
  /** As in the `message` of a `ValidationIssue`. */
  readonly message: string;
  /** From the root; empty is the whole document. */
  readonly path: readonly (string | number)[];
}
