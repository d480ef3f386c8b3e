import type { EnumValue, NumberShape, SchemaModel, Shape, StringShape, TypeModel } from "../model/model.js";
import { isComposite, namesOf, pascalCase, referencedTypes, typeNamed } from "../model/names.js";

/** A shape that lists its values, more than one, which TypeScript can name. */
export type NamedEnumShape = (StringShape | NumberShape) & { readonly enum: readonly EnumValue[] };

/** The enums that a model's modules declare, with their names: those of types, and those that stand without a name in one. */
export class EnumNames {
  readonly #names = new Map<Shape, string>();
  readonly #byType = new Map<string, NamedEnumShape[]>();

  constructor({ types }: SchemaModel) {
    const taken = new Set(types.flatMap((type) => [namesOf(type).type, namesOf(type).resolved]));
    for (const type of types) {
      for (const { shape, words } of enumsIn(type.shape, [])) {
        const name = words.length === 0 ? type.name : freeName(type.name + words.join(""), taken);
        taken.add(name);
        this.#names.set(shape, name);
        this.#byType.set(type.name, [...(this.#byType.get(type.name) ?? []), shape]);
      }
    }
  }

  /** The name of an enum; undefined for a shape that is none. */
  of(shape: Shape): string | undefined {
    return this.#names.get(shape);
  }

  /** The enums that a type's module declares. */
  in(type: TypeModel): readonly NamedEnumShape[] {
    return this.#byType.get(type.name) ?? [];
  }
}

const known = new WeakMap<SchemaModel, EnumNames>();

export function enumNamesOf(model: SchemaModel): EnumNames {
  const names = known.get(model) ?? new EnumNames(model);
  known.set(model, names);
  return names;
}

/** True where a value of the shape can hold one of an enum, at any depth. */
export function holdsEnum(model: SchemaModel, shape: Shape): boolean {
  const names = enumNamesOf(model);
  const references = referencedTypes(shape).map((name) => typeNamed(model, name).shape);
  return (
    enumsIn(shape, []).some((each) => names.of(each.shape) !== undefined) ||
    references.some((each) => holdsEnum(model, each))
  );
}

/** One value is no choice, `true` and `false` have names, and an enum has no room for a null of its own. */
function isNamedEnum(shape: Shape, words: readonly string[]): shape is NamedEnumShape {
  if (shape.kind !== "string" && shape.kind !== "integer" && shape.kind !== "number") return false;
  return shape.enum !== undefined && shape.enum.length > 1 && (words.length > 0 || !shape.nullable);
}

interface FoundEnum {
  readonly shape: NamedEnumShape;
  /** What leads there from the type: property names, `Item`, `Value`; none for the type itself. */
  readonly words: readonly string[];
}

function enumsIn(shape: Shape, words: readonly string[]): FoundEnum[] {
  if (isNamedEnum(shape, words)) return [{ shape, words }];
  if (!isComposite(shape)) return [];
  switch (shape.kind) {
    case "object":
      return shape.properties.flatMap((each) => enumsIn(each.shape, [...words, pascalCase(each.wireName)]));
    case "array":
      return enumsIn(shape.items, [...words, "Item"]);
    case "map":
      return enumsIn(shape.values, [...words, "Value"]);
    default:
      return [];
  }
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 1; taken.has(name); count++) name = `${wanted}Enum${count === 1 ? "" : count}`;
  return name;
}

/**
 * The member names of an enum, in the order of its values: identifiers, no two alike. A value whose words leave no name,
 * or that of another value, has its other characters spelled by their code points: `a-b` and `a_b` become
 * `Value_a_2d_b` and `Value_a_5f_b`. So no name ever passes from one value to another when values are added or change places.
 */
export function memberNames(values: readonly EnumValue[]): string[] {
  const plain = values.map(({ value }) => plainName(value));
  const counts = new Map<string, number>();
  for (const name of plain) counts.set(name, (counts.get(name) ?? 0) + 1);
  return values.map(({ value }, index) => {
    const name = plain[index] ?? "";
    return name !== "" && counts.get(name) === 1 ? name : spelledName(value);
  });
}

/** Names that TypeScript takes for numbers, which members of an `enum` must not have. */
const NUMERIC = new Set(["NaN", "Infinity"]);

function plainName(value: EnumValue["value"]): string {
  if (typeof value === "number") return numberName(value);
  const name = pascalCase(String(value));
  return /^\p{N}/u.test(name) || NUMERIC.has(name) ? `Value${name}` : name;
}

/** `-1.5` becomes `Minus1_5`. */
function numberName(value: number): string {
  const digits = String(Math.abs(value)).replace(/[^\p{L}\p{N}]/gu, "_");
  return (value < 0 ? "Minus" : "Value") + digits;
}

/** A name that no other value has: each letter and digit as it is, each other character by its code point. */
function spelledName(value: EnumValue["value"]): string {
  const kind = typeof value === "number" ? "Number" : "Value";
  const text = String(value).replace(
    /[^\p{L}\p{N}]/gu,
    (character) => `_${character.codePointAt(0)?.toString(16) ?? ""}_`,
  );
  return `${kind}_${text}`;
}
