import { emitDefaults } from "../../../generator/emit/defaults.js";
import { emitInterfaces } from "../../../generator/emit/interfaces.js";
import { emitSupport } from "../../../generator/emit/support.js";
import { emitChecks } from "../../../generator/emit/checks.js";
import { emitValidators } from "../../../generator/emit/validators.js";
import type { OutputFile, PropertyModel, SchemaModel } from "../../../generator/model/model.js";
import type { OptionsValidationError } from "../../../templates/support/options-validation-error.js";
import type { ValidationIssue } from "../../../templates/support/validation-issue.js";
import { importOutput } from "./generated-code.js";
import { model, object, type } from "./models.js";

/** The functions of one generated module, without their type's name: `validateMQTTOptions` is `validate`. */
export interface Validators {
  readonly validate: (value: unknown) => ValidationIssue[];
  readonly warn: (value: unknown) => ValidationIssue[];
  readonly is: (value: unknown) => boolean;
  /** Throws {@link OptionsValidationError}. */
  readonly parse: (value: unknown) => unknown;
}

/** The validators of a model with all modules that they import. */
export async function emitValidatorModules(given: SchemaModel): Promise<OutputFile[]> {
  const emitters = [emitInterfaces, emitDefaults, emitChecks, emitValidators, emitSupport];
  return (await Promise.all(emitters.map(async (emit) => emit(given)))).flat();
}

/** Runs the generated validators of a model: those of each type, by its name. Call it within a test. */
export async function loadValidators(given: SchemaModel): Promise<Record<string, Validators>> {
  const exports = given.types.map(({ fileName }) => `export * from "./validators/${fileName}.js";`).join("\n");
  const entry = { path: "entry.ts", content: exports };
  const all = await importOutput<Record<string, never>>([...(await emitValidatorModules(given)), entry], entry.path);
  const pick = (name: string): Validators =>
    ({
      validate: all[`validate${name}`],
      warn: all[`warn${name}`],
      is: all[`is${name}`],
      parse: all[`parse${name}`],
    }) as never;
  return Object.fromEntries(given.types.map(({ name }) => [name, pick(name)]));
}

/** The validators of the type `Subject`: a closed object of these properties. */
export async function validatorsOf(
  properties: readonly PropertyModel[],
  more: Parameters<typeof object>[1] = {},
): Promise<Validators> {
  const { Subject } = await loadValidators(model(type("Subject", object(properties, more))));
  if (!Subject) throw new Error("No validators for Subject");
  return Subject;
}

/** `pointer code: message`, one for each issue. */
export function lines(issues: readonly ValidationIssue[]): string[] {
  return issues.map(({ pointer, code, message }) => `${pointer} ${code}: ${message}`);
}

/** What `parse` threw. */
export function errorFrom(action: () => unknown): OptionsValidationError {
  try {
    action();
  } catch (error) {
    return error as OptionsValidationError;
  }
  throw new Error("Nothing was thrown");
}
