import type { PackageModules, Shape, SchemaModel, TypeModel } from "./model.js";

/** Every identifier and module name that the output uses for one type. Emitters ask here; they never build names. */
export interface TypeNames {
  /** `MQTTOptions`: the document as a user writes it. */
  readonly type: string;
  /** `ResolvedMQTTOptions`: the document with its defaults applied; the same as `type` where there is nothing to apply. */
  readonly resolved: string;
  /** `applyMQTTOptionsDefaults`. */
  readonly applyDefaults: string;
  /** `validateMQTTOptions`. */
  readonly validate: string;
  /** `isMQTTOptions`. */
  readonly is: string;
  /** `parseMQTTOptions`. */
  readonly parse: string;
  /** `warnMQTTOptions`. */
  readonly warnings: string;
  /** `standardMQTTOptions`: its Standard Schema. */
  readonly standard: string;
  /** `arbitraryMQTTOptions`: its arbitrary for fast-check. */
  readonly arbitrary: string;
  /** `samplesMQTTOptions`: valid documents. */
  readonly samplesName: string;
  /** Module base name, `mqtt-options`. */
  readonly module: string;
}

/** The names of what is generated for a type. */
export function namesOf(type: TypeModel): TypeNames {
  const { name } = type;
  return {
    type: name,
    resolved: isComposite(type.shape) ? `Resolved${name}` : name,
    applyDefaults: `apply${name}Defaults`,
    validate: `validate${name}`,
    is: `is${name}`,
    parse: `parse${name}`,
    warnings: `warn${name}`,
    standard: `standard${name}`,
    arbitrary: `arbitrary${name}`,
    samplesName: `samples${name}`,
    module: type.fileName,
  };
}

/** The types that a run emits modules for; those of the others are in installed packages. */
export function ownTypes({ types }: SchemaModel): readonly TypeModel[] {
  return types.filter((type) => !type.package);
}

/**
 * What a module of `types/`, `defaults/`, `validators/checks/` or `validators/places/` imports a type's counterpart from.
 * @param part which module of a package has it
 */
export function moduleSpecifier(type: TypeModel, part: keyof PackageModules): string {
  return type.package?.[part] ?? `./${namesOf(type).module}.js`;
}

/** The name of the function that tells a type's errors. */
export function checkName(type: string): string {
  return `check${type}`;
}

/** The name of the function that tells a type's warnings; only types that hold properties have one. */
export function adviseName(type: string): string {
  return `advise${type}`;
}

/** The name of the constant that holds what messages know about a type. */
export function placeName(type: string): string {
  return `${type}Place`;
}

/**
 * True for shapes that have a resolved form: those that hold properties, so that defaults can be filled in and
 * nulls left out. Scalars have neither, so no default-applier and no `parse` function is emitted for them.
 */
export function isComposite(shape: Shape): boolean {
  return shape.kind === "object" || shape.kind === "map" || shape.kind === "array";
}

/** The types of each model by name: a thousand types look each other up tens of thousands of times. */
const typesByName = new WeakMap<SchemaModel["types"], ReadonlyMap<string, TypeModel>>();

/** The type that a reference names; the model guarantees that it exists. */
export function typeNamed({ types }: SchemaModel, name: string): TypeModel {
  const known = typesByName.get(types) ?? new Map(types.map((type) => [type.name, type]));
  typesByName.set(types, known);
  const type = known.get(name);
  if (!type) throw new Error(`The model has no type ${name}`);
  return type;
}

/** Names of the types that a shape refers to directly, in order of first mention. */
export function referencedTypes(shape: Shape): string[] {
  return [...new Set(collectReferences(shape))];
}

function collectReferences(shape: Shape): string[] {
  switch (shape.kind) {
    case "reference":
      return [shape.type];
    case "object":
      return shape.properties.flatMap((property) => collectReferences(property.shape));
    case "map":
      return collectReferences(shape.values);
    case "array":
      return collectReferences(shape.items);
    case "string":
    case "integer":
    case "number":
    case "boolean":
    case "int-or-string":
    case "any":
      return [];
    default:
      return unreachable(shape);
  }
}

/** The letters and digits of a wire name, as the middle of an identifier. */
export function pascalCase(text: string): string {
  const isShouted = /^\p{Lu}[\p{Lu}\p{N}]*(?:_[\p{Lu}\p{N}]+)+$/u.test(text);
  const words = (isShouted ? text.toLowerCase() : text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** Ends a `switch` over a closed union: a kind that is not handled does not compile. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled kind: ${JSON.stringify(value)}`);
}
