import { Ajv, _ } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { SchemaModel, Shape } from "../model/model.js";
import { adviseName, checkName, isComposite } from "../model/names.js";
import { adviceId, adviceSchemas } from "./advice.js";
import { checkSchemas, type JsonSchema } from "./json-schema.js";
import { readableChecks } from "./readable-checks.js";
import { uniqueItemsKeyword } from "./unique-items-keyword.js";

/** A placeholder in ajv's output for the functions behind `format`; `readableChecks` puts ours in its place. */
const FORMATS = _`formats`;

/** `checks.ts` without banner and layout: one exported check per type, and one for the warnings of each composite type. */
export function checksCode(model: SchemaModel): string {
  const schemas = [...checkSchemas(model), ...adviceSchemas(model)];
  const composite = model.types.filter(({ shape }) => isComposite(shape));
  const exports = Object.fromEntries([
    ...model.types.map(({ name }) => [checkName(name), name]),
    ...composite.map(({ name }) => [adviseName(name), adviceId(name)]),
  ]) as Record<string, string>;
  const ajv = newAjv(schemas, { ownProperties: model.types.some(({ shape }) => namesInheritedMember(shape)) });
  return readableChecks(
    standaloneCode.default(ajv, exports),
    new Map(Object.entries(exports).map(([name, id]) => [id, name])),
  );
}

/**
 * An ajv that compiles schemas for the generated checks; it reports all errors and contains no messages, since the messages are ours.
 * Strict about unknown keywords and formats. Conditions speak about fields that another place declares, hence no `strictRequired` and no `strictTypes`.
 */
function newAjv(schemas: readonly JsonSchema[], { ownProperties }: { readonly ownProperties: boolean }): Ajv {
  return new Ajv({
    schemas: [...schemas],
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allErrors: true,
    messages: false,
    inlineRefs: false,
    loopEnum: Infinity,
    loopRequired: Infinity,
    meta: false,
    validateSchema: false,
    ownProperties,
    formats: { "date-time": () => true },
    keywords: [uniqueItemsKeyword],
    code: { esm: true, source: true, lines: true, formats: FORMATS },
  });
}

/** True where a field is named like something that every object inherits (`constructor`), so that it seems to be there always. */
function namesInheritedMember(shape: Shape): boolean {
  switch (shape.kind) {
    case "object":
      return shape.properties.some((each) => each.wireName in Object.prototype || namesInheritedMember(each.shape));
    case "map":
      return namesInheritedMember(shape.values);
    case "array":
      return namesInheritedMember(shape.items);
    default:
      return false;
  }
}
