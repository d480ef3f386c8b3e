import { emitDefaults } from "../../../generator/emit/defaults.js";
import { emitInterfaces } from "../../../generator/emit/interfaces.js";
import { emitSupport } from "../../../generator/emit/support.js";
import type { JsonValue, OutputFile, SchemaModel } from "../../../generator/model/model.js";
import { importOutput, typeErrors } from "./generated-code.js";

/** The appliers of a model, what they import, and the types. Throws when they do not compile. */
export async function emitAppliers(given: SchemaModel): Promise<OutputFile[]> {
  const support = (await emitSupport(given)).filter(({ path }) => path === "support/copy-on-write.ts");
  const files = [...(await emitDefaults(given)), ...(await emitInterfaces(given)), ...support];
  const errors = typeErrors(files);
  if (errors.length > 0) throw new Error(errors.join("\n"));
  return files;
}

/** The emitted applier of a model's last type, at work. It is handed frozen documents, so that changing one throws. */
export async function loadApplier(given: SchemaModel): Promise<(document: unknown) => unknown> {
  const last = given.types.at(-1);
  if (!last) throw new Error("The model has no types");
  const path = `defaults/${last.fileName}.ts`;
  const module = await importOutput<Record<string, (document: unknown) => unknown>>(await emitAppliers(given), path);
  const applier = module[`apply${last.name}Defaults`];
  if (!applier) throw new Error(`No applier is exported for ${last.name}`);
  return (document) => applier(deepFreeze(document));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

/** A JSON text as a document; other than an object literal, it can hold a key `__proto__`. */
export function json(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}
