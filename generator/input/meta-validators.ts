import { Ajv2020, type CodeOptions, type ValidateFunction } from "ajv/dist/2020.js";
import { metaSchema, SOURCE_KINDS, type SourceKind } from "./meta-schemas.js";

/** An ajv that knows the meta schemas by the names of their kinds; what it compiles reports all errors, in full. */
export function metaAjv(code: CodeOptions): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, validateSchema: false, code });
  for (const kind of SOURCE_KINDS) ajv.addSchema(metaSchema(kind), kind);
  return ajv;
}

let ajv: Ajv2020 | undefined;

/**
 * What checks documents of a kind against its meta schema. This module is for runs from the sources; in the package
 * another one takes its place, in which ajv has written the checks out (build/bundle.ts).
 */
export function metaValidator(kind: SourceKind): ValidateFunction {
  // Compiled for one short run: optimizing the code would not pay.
  ajv ??= metaAjv({ optimize: false });
  const validate = ajv.getSchema(kind);
  if (!validate) throw new Error(`There is no meta schema of ${kind} sources`);
  return validate;
}
