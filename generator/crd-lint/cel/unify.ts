import { DYN, isOpen, type CelType } from "./types.js";

/**
 * What the variables of types stand for so far, and which types fit which, as in the checker of cel-go v0.29.2
 * (checker/types.go): what accepts an expression is decided by the order in which variables are met.
 */
export class Unifier {
  private meanings: ReadonlyMap<string, CelType> = new Map();
  private variables = 0;

  newVariable(): CelType {
    return { name: `${VARIABLE}${this.variables++}`, params: [] };
  }

  /** Whether two types can be the same; remembers what their variables stand for if so. */
  fits(a: CelType, b: CelType): boolean {
    return this.fitsAll([a], [b]);
  }

  fitsAll(a: readonly CelType[], b: readonly CelType[]): boolean {
    const attempt = new Map(this.meanings);
    if (!fitsEach(attempt, a, b)) return false;
    this.meanings = attempt;
    return true;
  }

  /** A type with the variables replaced that are known; the others are left. */
  known(type: CelType): CelType {
    return replaced(this.meanings, type, (variable) => variable);
  }

  /** A type with all variables replaced; those that stand for nothing may be anything. */
  settled(type: CelType): CelType {
    return replaced(this.meanings, type, () => DYN);
  }

  /** The signature's types with a variable of its own for each letter. */
  instance(types: readonly CelType[]): CelType[] {
    const letters = new Map<string, CelType>();
    const fresh = (letter: CelType) => {
      const variable = letters.get(letter.name) ?? this.newVariable();
      letters.set(letter.name, variable);
      return variable;
    };
    const instantiated = (type: CelType): CelType =>
      isLetter(type) ? fresh(type) : { ...type, params: type.params.map(instantiated) };
    return types.map(instantiated);
  }
}

type Meanings = Map<string, CelType>;

const VARIABLE = "?";

export function isVariable({ name }: CelType): boolean {
  return name.startsWith(VARIABLE);
}

function isLetter({ name }: CelType): boolean {
  return /^[A-Z]$/.test(name);
}

/** The type of what is wrong already, so that it is not told twice. */
export const ERROR: CelType = { name: "!error!", params: [] };

export function isAnything(type: CelType): boolean {
  return isOpen(type) || type.name === ERROR.name;
}

/** Whether two types are the same to the last parameter. */
export function isSame(a: CelType, b: CelType): boolean {
  return (
    a.name === b.name &&
    a.decl === b.decl &&
    a.params.length === b.params.length &&
    a.params.every((param, index) => isSame(param, b.params[index] ?? DYN))
  );
}

function replaced(meanings: ReadonlyMap<string, CelType>, type: CelType, free: (type: CelType) => CelType): CelType {
  const meaning = meanings.get(type.name);
  if (meaning) return replaced(meanings, meaning, free);
  if (isVariable(type)) return free(type);
  if (type.params.length === 0) return type;
  return { ...type, params: type.params.map((param) => replaced(meanings, param, free)) };
}

function fitsEach(meanings: Meanings, a: readonly CelType[], b: readonly CelType[]): boolean {
  return a.length === b.length && a.every((type, index) => fits(meanings, type, b[index] ?? DYN));
}

function fits(meanings: Meanings, a: CelType, b: CelType): boolean {
  if (isVariable(b)) {
    const outcome = assigned(meanings, b, a);
    if (outcome !== "impossible") return outcome;
  }
  if (isVariable(a)) return assigned(meanings, a, b) === true;
  if (isAnything(a) || isAnything(b)) return true;
  if (a.name === "null" || b.name === "null") return a.name === b.name || isNullable(a) || isNullable(b);
  if (a.name === "type") return b.name === "type";
  return a.name === b.name && a.decl === b.decl && fitsEach(meanings, a.params, b.params);
}

/** Whether a variable can stand for a type: "impossible" where it would contain itself. */
function assigned(meanings: Meanings, variable: CelType, type: CelType): boolean | "impossible" {
  if (isSame(variable, type)) return true;
  const meaning = meanings.get(variable.name);
  if (!meaning) {
    if (occurs(meanings, variable, type)) return "impossible";
    meanings.set(variable.name, type);
    return true;
  }
  if (isSame(meaning, type)) return true;
  if (!fits(meanings, type, meaning)) return false;
  const general = moreGeneral(type, meaning);
  if (!occurs(meanings, variable, general)) meanings.set(variable.name, general);
  return true;
}

/** Whether a variable is met in a type, in what its variables stand for too. */
function occurs(meanings: Meanings, variable: CelType, type: CelType): boolean {
  if (isSame(variable, type)) return true;
  if (!isVariable(type)) return type.params.some((param) => occurs(meanings, variable, param));
  const meaning = meanings.get(type.name);
  return meaning !== undefined && occurs(meanings, variable, meaning);
}

/** Of two types that fit each other, the one that says less. */
export function moreGeneral(a: CelType, b: CelType): CelType {
  return saysNoMore(a, b) ? a : b;
}

function saysNoMore(a: CelType, b: CelType): boolean {
  if (isOpen(a) || isVariable(a)) return true;
  if (isOpen(b) || isVariable(b) || a.name !== b.name) return false;
  if (a.name === "type") return true;
  return a.decl === b.decl && a.params.every((param, index) => saysNoMore(param, b.params[index] ?? DYN));
}

const NEVER_NULL = new Set(["bool", "int", "uint", "double", "string", "bytes", "list", "map", "type", "null"]);

/** Objects, times and what functions make may be null as far as types go. */
function isNullable({ name }: CelType): boolean {
  return !NEVER_NULL.has(name);
}
