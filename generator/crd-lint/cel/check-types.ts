import { ACCUMULATOR, type Expr } from "./expression.js";
import { literalType } from "./literals.js";
import { overloadsOf } from "./overloads.js";
import { noOverload, resultOf } from "./resolve-overload.js";
import { isUsable } from "./since.js";
import { typeNamed } from "./type-names.js";
import { textOfType } from "./type-text.js";
import { BOOL, DYN, innerOf, INT, listOf, mapOf, optionalOf, typeOfDecl, type CelType } from "./types.js";
import { ERROR, isAnything, isVariable, moreGeneral, Unifier } from "./unify.js";

/** What is wrong with an expression, in the server's words, and where in its text. */
export interface Problem {
  readonly message: string;
  readonly at: number;
}

/** The variables of a rule. */
export type Variables = Readonly<Record<string, CelType>>;

export interface CheckedTypes {
  /** Of the expression and of all in it; a type that could be any is `dyn`. */
  readonly of: (expr: Expr) => CelType;
  readonly errors: readonly Problem[];
}

/** Since this minor version of Kubernetes 1, members of a literal must have the same type; before, types that fit. */
export const MEMBERS_AFTERWARDS = 28;

/**
 * The types of an expression, as the checker of cel-go v0.29.2 finds them (checker/checker.go), for a server of this
 * minor version of Kubernetes 1.
 */
export function checkTypes(expr: Expr, variables: Variables, kubernetes: number): CheckedTypes {
  const check = new TypeCheck(variables, kubernetes);
  check.of(expr);
  return check.result();
}

class TypeCheck {
  readonly #unifier = new Unifier();
  readonly #kubernetes: number;
  readonly #types = new Map<Expr, CelType>();
  readonly #errors: Problem[] = [];
  readonly #scopes = new Map<string, CelType[]>();
  /** Where the innermost of what has a place is. */
  #at = 0;

  constructor(variables: Variables, kubernetes: number) {
    this.#kubernetes = kubernetes;
    for (const [name, type] of Object.entries(variables)) this.#scopes.set(name, [type]);
  }

  result(): CheckedTypes {
    const of = (expr: Expr) => this.#unifier.settled(this.#types.get(expr) ?? DYN);
    return { of, errors: this.#errors.toSorted((a, b) => a.at - b.at) };
  }

  of(expr: Expr): CelType {
    const around = this.#at;
    this.#at = expr.at ?? around;
    const type = this.#typeOf(expr);
    this.#types.set(expr, type);
    this.#at = around;
    return type;
  }

  #typeOf(expr: Expr): CelType {
    switch (expr.kind) {
      case "literal":
        return literalType(expr.value);
      case "ident":
        return this.#ident(expr.name);
      case "select":
        return this.#select(expr);
      case "call":
        return this.#call(expr);
      case "list":
        return listOf(this.#joined(expr.items));
      case "map":
        return this.#map(expr.entries);
      case "fold":
        return this.#fold(expr);
      case "bind":
        return this.#within({ [expr.name]: this.of(expr.value) }, () => this.of(expr.inside));
    }
  }

  #wrong(message: string, at = this.#at): CelType {
    this.#errors.push({ message, at });
    return ERROR;
  }

  #undeclared(name: string): CelType {
    return this.#wrong(`undeclared reference to '${name}' (in container '')`);
  }

  #ident(name: string): CelType {
    return this.#scopes.get(name)?.at(-1) ?? typeNamed(name) ?? this.#undeclared(name);
  }

  #select(expr: Expr & { kind: "select" }): CelType {
    const type = this.#unifier.known(this.#field(this.of(expr.operand), expr.field));
    return expr.isTest ? BOOL : type;
  }

  #field(operand: CelType, field: string): CelType {
    const type = this.#unifier.known(operand);
    if (type.name === "optional") return optionalOf(this.#fieldOf(innerOf(type), field));
    return this.#fieldOf(type, field);
  }

  #fieldOf(type: CelType, field: string): CelType {
    if (type.name === "map") return type.params[1] ?? DYN;
    if (type.decl) {
      const declared = type.decl.fields?.get(field);
      return declared ? typeOfDecl(declared) : this.#wrong(`undefined field '${field}'`);
    }
    if (isVariable(type)) this.#unifier.fits(DYN, type);
    else if (!isAnything(type)) this.#wrong(`type '${textOfType(type)}' does not support field selection`);
    return DYN;
  }

  #call({ name, target, args }: Expr & { kind: "call" }): CelType {
    const [operand, field] = args;
    if (name === "_?._" && operand && field?.kind === "literal")
      return optionalOf(innerOf(this.#field(this.of(operand), String(field.value))));
    const given = args.map((arg) => this.of(arg));
    if (target) given.unshift(this.of(target));
    const overloads = overloadsOf(name);
    if (overloads.length === 0) return this.#undeclared(name);
    if (name === "_&&_" || name === "_||_") return this.#logical(args, given);
    const use = { name, given, isMethod: target !== undefined, kubernetes: this.#kubernetes };
    return resultOf(use, this.#unifier) ?? this.#wrong(noOverload(use, this.#unifier));
  }

  #logical(args: readonly Expr[], given: readonly CelType[]): CelType {
    const wrong = args.filter((_, index) => !this.#unifier.fits(given[index] ?? DYN, BOOL));
    for (const arg of wrong) this.#mismatch(BOOL, this.#types.get(arg) ?? DYN, arg.at);
    return wrong.length > 0 ? ERROR : BOOL;
  }

  #mismatch(wanted: CelType, found: CelType, at = this.#at): void {
    const [a, b] = [wanted, found].map((type) => textOfType(this.#unifier.settled(type)));
    this.#wrong(`expected type '${a ?? ""}' but found '${b ?? ""}'`, at);
  }

  #map(entries: readonly (readonly [Expr, Expr])[]): CelType {
    const keys = this.#joined(entries.map(([key]) => key));
    const values = this.#joined(entries.map(([, value]) => value));
    return mapOf(keys, values);
  }

  /** The type of the members of a literal: any, if they differ; newer servers look at that once more afterwards. */
  #joined(members: readonly Expr[]): CelType {
    let joined: CelType | undefined;
    for (const member of members) {
      const type = this.of(member);
      if (!joined) joined = type;
      else if (this.#unifier.fits(joined, type)) joined = moreGeneral(joined, type);
      else {
        if (!isUsable(MEMBERS_AFTERWARDS, this.#kubernetes)) this.#mismatch(joined, type, member.at);
        joined = DYN;
      }
    }
    return joined ?? this.#unifier.newVariable();
  }

  #fold({ over, vars, loop }: Expr & { kind: "fold" }): CelType {
    const range = this.of(over);
    const accumulated = this.of(loop.init);
    return this.#within({ [ACCUMULATOR]: accumulated }, () => {
      this.#within(this.#variablesOf(range, vars, over), () => {
        this.#assert(loop.condition, BOOL);
        this.#assert(loop.step, accumulated);
      });
      return this.#unifier.known(this.of(loop.result));
    });
  }

  #variablesOf(over: CelType, [first = "", second]: readonly string[], expr: Expr): Variables {
    const [key, value] = this.#membersOf(this.#unifier.known(over), expr);
    if (second !== undefined) return { [first]: key, [second]: value };
    return { [first]: this.#unifier.known(over).name === "list" ? value : key };
  }

  #membersOf(type: CelType, expr: Expr): readonly [CelType, CelType] {
    const [first = DYN, second = DYN] = type.params;
    if (type.name === "list") return [INT, first];
    if (type.name === "map") return [first, second];
    if (isVariable(type)) this.#unifier.fits(DYN, type);
    else if (!isAnything(type)) {
      const reason = `expression of type '${textOfType(type)}' cannot be range of a comprehension`;
      this.#wrong(`${reason} (must be list, map, or dynamic)`, expr.at);
      return [ERROR, ERROR];
    }
    return [DYN, DYN];
  }

  #assert(expr: Expr, wanted: CelType): void {
    const type = this.of(expr);
    if (!this.#unifier.fits(wanted, type)) this.#mismatch(wanted, type, expr.at);
  }

  #within<T>(names: Variables, run: () => T): T {
    for (const [name, type] of Object.entries(names)) this.#scopes.set(name, [...(this.#scopes.get(name) ?? []), type]);
    const result = run();
    for (const name of Object.keys(names)) this.#scopes.get(name)?.pop();
    return result;
  }
}
