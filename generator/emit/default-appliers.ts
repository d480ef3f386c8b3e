import type { EmitSettings, ObjectShape, PropertyModel, SchemaModel, Shape, TypeModel } from "../model/model.js";
import { namesOf, pascalCase, typeNamed } from "../model/names.js";
import { docCommentText } from "../print/doc-comment.js";
import { literal, propertyAccess } from "../print/expression.js";
import { holdsEnum } from "./enum-names.js";
import { unionOf } from "./union-names.js";
import { hasTwoForms, isNullable, isPresent, needsApplying, targetShape } from "./type-forms.js";

/** One function of a module: that of the type itself, or that of an object which the type holds without a name. */
export interface Applier {
  readonly name: string;
  readonly parameterType: string;
  readonly returnType: string;
  readonly body: readonly string[];
  /** Absent for functions that stay inside the module. */
  readonly doc?: string;
}

/** The functions of a module, that of the type first, and what they call. */
export interface ApplierModule {
  readonly appliers: readonly Applier[];
  /** Names from `support/copy-on-write.js`. */
  readonly helpers: readonly string[];
  /** Types whose appliers are called. */
  readonly references: readonly string[];
}

/** Writes the functions that apply the defaults of one type: straight-line code, a line or two for each property. */
export function writeAppliers(model: SchemaModel, type: TypeModel, settings: EmitSettings = {}): ApplierModule {
  return new ApplierWriter(model, type, settings.enums === "enum").write();
}

const known = new WeakMap<SchemaModel, ReadonlySet<string>>();

/** The names of all types' own functions. */
function applierNames(model: SchemaModel): ReadonlySet<string> {
  const names = known.get(model) ?? new Set(model.types.map((type) => namesOf(type).applyDefaults));
  known.set(model, names);
  return names;
}

/** Where a shape stands: an expression for its TypeScript type, and the word that names a function of its own. */
interface Place {
  readonly type: string;
  readonly word: string;
}

/** Collects the functions of one module while it writes them. */
class ApplierWriter {
  readonly #model: SchemaModel;
  readonly #type: TypeModel;
  readonly #castsEnums: boolean;
  readonly #nested: Applier[] = [];
  readonly #helpers = new Set<string>();
  readonly #references = new Set<string>();
  readonly #taken = new Set<string>();

  /** @param castsEnums whether the values of enums, as the schema has them, are not of their types */
  constructor(model: SchemaModel, type: TypeModel, castsEnums: boolean) {
    this.#model = model;
    this.#type = type;
    this.#castsEnums = castsEnums;
  }

  write(): ApplierModule {
    const { type, resolved, applyDefaults } = namesOf(this.#type);
    const union = unionOf(this.#model, this.#type);
    // A property that an alternative lacks could not be set in a union; all are there in what its alternatives share.
    const place = { type: union?.written ?? type, word: type };
    const exported: Applier = {
      name: applyDefaults,
      parameterType: type,
      returnType: resolved,
      body: this.#exportedBody(this.#type.shape, place, resolved),
      doc: docCommentText({
        text: `{@link ${type}} with its defaults filled in and nulls left out. The value given is never changed; what needs nothing is shared with it.`,
      }),
    };
    return { appliers: [exported, ...this.#nested], helpers: [...this.#helpers], references: [...this.#references] };
  }

  #exportedBody(shape: Shape, place: Place, resolved: string): string[] {
    // The compiler knows a result by its written form. A cast where that is also the resolved one would be idle.
    const cast = hasTwoForms(this.#model, shape) || place.type !== place.word ? resolved : undefined;
    if (!needsApplying(this.#model, shape)) return ["return value;"];
    if (shape.kind === "object") return this.#objectBody(shape, place, resolved, cast);
    return [`return ${this.#apply(shape, "value", place)}${cast === undefined ? "" : ` as ${cast}`};`];
  }

  #objectBody(shape: ObjectShape, place: Place, returnType: string, cast?: string): string[] {
    // A null is deleted in required properties too, for the validator to miss them.
    const losesRequired = shape.properties.some((property) => isPresent("written", property));
    const copyType = losesRequired ? `Partial<${place.type}>` : place.type;
    const castTo = losesRequired ? returnType : cast;
    return [
      `if (!${this.#helper("isObject")}(value)) return value;`,
      `let copy: ${copyType} | undefined;`,
      ...shape.properties.flatMap((property) => this.#property(property, place)),
      castTo === undefined ? "return copy ?? value;" : `return (copy ?? value) as ${castTo};`,
    ];
  }

  /** The statements for one property. */
  #property(property: PropertyModel, place: Place): string[] {
    const { wireName, shape } = property;
    // Every object inherits a `constructor`; only one of its own is data.
    const isInherited = wireName in Object.prototype;
    const read = isInherited ? `own_${wireName}` : propertyAccess("value", wireName);
    const declaration = isInherited ? [`const ${read} = ${this.#helper("own")}(value, ${literal(wireName)});`] : [];
    const nullable = isNullable(this.#model, shape);
    const branch = this.#absence(property, read, nullable, place);
    if (!needsApplying(this.#model, shape)) return branch === undefined ? [] : [...declaration, branch];
    const applied = [
      `const applied = ${this.#apply(shape, read, propertyPlace(place, property))};`,
      `if (applied !== ${read}) ${this.#assign(wireName, "applied")}`,
    ];
    const otherwise = branch === undefined ? "" : `${branch}\nelse `;
    return [...declaration, `${otherwise}${this.#guard(property, read, nullable)}{\n${applied.join("\n")}\n}`];
  }

  /** What happens where the property is absent; undefined if nothing does. A null that is a value of its own stays. */
  #absence(property: PropertyModel, read: string, nullable: boolean, place: Place): string | undefined {
    if (property.default !== undefined)
      return this.#fillIn(property, read, nullable ? "=== undefined" : "== null", place);
    return nullable ? undefined : this.#dropNull(property, read);
  }

  #fillIn(property: PropertyModel, read: string, absent: string, place: Place): string {
    const value = literal(property.default ?? null);
    const cast = this.#castsEnums && holdsEnum(this.#model, property.shape);
    const typed = cast ? `${value} as ${propertyPlace(place, property).type}` : value;
    return `if (${read} ${absent}) ${this.#assign(property.wireName, typed)}`;
  }

  #dropNull(property: PropertyModel, read: string): string {
    // To compare a required property with null would be refused as needless: its type knows no null.
    const isNull = property.required ? `${this.#helper("isNull")}(${read})` : `${read} === null`;
    return `if (${isNull}) delete ${propertyAccess(this.#copy(), property.wireName)};`;
  }

  /** What is not filled in may also be absent. */
  #guard(property: PropertyModel, read: string, nullable: boolean): string {
    if (property.default !== undefined && !nullable) return "";
    const isList = targetShape(this.#model, property.shape).kind === "array";
    return `if (${isList ? "Array.isArray" : this.#helper("isObject")}(${read})) `;
  }

  #assign(wireName: string, value: string): string {
    return wireName === "__proto__"
      ? `${this.#helper("setOwn")}(${this.#copy()}, "__proto__", ${value});`
      : `${propertyAccess(this.#copy(), wireName)} = ${value};`;
  }

  /** A call that applies the defaults of a shape to the value of `expression`. */
  #apply(shape: Shape, expression: string, place: Place): string {
    switch (shape.kind) {
      case "array":
        return `${this.#helper("applyToItems")}(${expression}, ${this.#applier(shape.items, itemPlace(place))})`;
      case "map":
        if (!needsApplying(this.#model, shape.values)) return `${this.#helper("dropNullValues")}(${expression})`;
        return `${this.#helper(isNullable(this.#model, shape.values) ? "applyToNullableValues" : "applyToValues")}(${expression}, ${this.#applier(shape.values, valuePlace(place))})`;
      default:
        return `${this.#applier(shape, place)}(${expression})`;
    }
  }

  /** A function that applies the defaults of a shape: a name where there is one. */
  #applier(shape: Shape, place: Place): string {
    if (shape.kind === "object") return this.#nestedApplier(shape, place);
    if (shape.kind !== "reference") return `(item) => ${this.#apply(shape, "item", place)}`;
    this.#references.add(shape.type);
    return namesOf(typeNamed(this.#model, shape.type)).applyDefaults;
  }

  #nestedApplier(shape: ObjectShape, place: Place): string {
    const name = this.#freeName(`apply${place.word}Defaults`);
    const applier = { name, parameterType: place.type, returnType: place.type };
    // Its name is taken, and its place in the module too, before those that it calls.
    const index = this.#nested.push({ ...applier, body: [] }) - 1;
    this.#nested[index] = { ...applier, body: this.#objectBody(shape, place, place.type) };
    return name;
  }

  #freeName(wanted: string): string {
    const ofTypes = applierNames(this.#model);
    let name = wanted;
    for (let count = 2; ofTypes.has(name) || this.#taken.has(name); count++) name = `${wanted}${count}`;
    this.#taken.add(name);
    return name;
  }

  /** The copy of the object, made when the first of its properties has to differ. */
  #copy(): string {
    return `(copy ??= ${this.#helper("copyOf")}(value))`;
  }

  #helper(name: string): string {
    this.#helpers.add(name);
    return name;
  }
}

function propertyPlace({ type, word }: Place, property: PropertyModel): Place {
  const member = `${type}[${literal(property.wireName)}]`;
  return {
    type: isPresent("written", property) ? member : `NonNullable<${member}>`,
    word: word + pascalCase(property.wireName),
  };
}

function itemPlace({ type, word }: Place): Place {
  return { type: `${type}[number]`, word: `${word}Item` };
}

function valuePlace({ type, word }: Place): Place {
  return { type: `NonNullable<${type}[string]>`, word: `${word}Value` };
}
