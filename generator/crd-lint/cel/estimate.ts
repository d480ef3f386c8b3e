import { callCost, isMixedComparison, type Operand } from "./call-cost.js";
import type { DeclType } from "./decl-type.js";
import { DeclaredSizes, type Path, type Sizes } from "./declared-sizes.js";
import { ACCUMULATOR, type Expr, type Loop } from "./expression.js";
import { literalSize, literalType } from "./literals.js";
import { resultType, selectedType } from "./result-type.js";
import { cap, fixed, MAX, union, unionEntries, UNKNOWN, type EntrySize, type Size } from "./sizes.js";
import { BOOL, DYN, innerOf, INT, isOpen, isScalar, listOf, mapOf, optionalOf, simple, type CelType } from "./types.js";

const LIST_CREATION = 10;
const MAP_CREATION = 30;

interface Local {
  readonly type: CelType;
  readonly path: Path;
  readonly size: Size | undefined;
  readonly entries: EntrySize | undefined;
}

/**
 * What an expression costs an API server at most, before any object exists: the estimate of cel-go v0.26.0
 * (checker/cost.go) with the sizes of a schema. Only the upper ends of costs are kept; nothing is decided by the lower.
 */
export class CostEstimate {
  private readonly declared: DeclaredSizes;
  private readonly self: CelType;
  /** Whether numbers of different types are compared. */
  mixesNumbers = false;
  private readonly types = new Map<Expr, CelType>();
  private readonly paths = new Map<Expr, Path>();
  private readonly sizes = new Map<Expr, Size>();
  private readonly entrySizes = new Map<Expr, EntrySize>();
  private readonly locals = new Map<string, Local[]>();

  /** @param self the type of `self`; the same as that of `oldSelf`, unless that is optional */
  constructor(root: DeclType, variables: Readonly<Record<"self" | "oldSelf", CelType>>, others: Sizes = new Map()) {
    this.declared = new DeclaredSizes(root, others);
    this.self = variables.self;
    this.locals.set("oldSelf", [{ type: variables.oldSelf, path: ["oldSelf"], size: undefined, entries: undefined }]);
  }

  /** The parts of the schema whose sizes were looked at. */
  get seen(): ReadonlySet<DeclType> {
    return this.declared.seen;
  }

  /** @throws NotKnown for an expression with a function that is not known here */
  of(expr: Expr): number {
    switch (expr.kind) {
      case "literal":
        return this.note(expr, literalType(expr.value), 0);
      case "ident":
        return this.ident(expr);
      case "select":
        return this.select(expr);
      case "call":
        return this.call(expr);
      case "list":
        return this.list(expr);
      case "map":
        return this.map(expr);
      case "fold":
        return this.fold(expr);
      case "bind":
        return this.bind(expr);
    }
  }

  private note(expr: Expr, type: CelType, cost: number): number {
    this.types.set(expr, type);
    return cap(cost);
  }

  private typeOf(expr: Expr): CelType {
    return this.types.get(expr) ?? DYN;
  }

  private ident(expr: Expr & { kind: "ident" }): number {
    const local = this.local(expr.name);
    this.paths.set(expr, local?.path ?? [expr.name]);
    return this.note(expr, local?.type ?? (expr.name === "self" ? this.self : simple("type")), 1);
  }

  private local(name: string): Local | undefined {
    return this.locals.get(name)?.at(-1);
  }

  private select(expr: Expr & { kind: "select" }): number {
    const operand = this.of(expr.operand);
    const type = this.typeOf(expr.operand);
    if (expr.isTest) return this.note(expr, BOOL, operand);
    this.paths.set(expr, [...this.pathOf(expr.operand), expr.field]);
    return this.note(expr, selectedType(type, expr.field), operand + (["map", "object"].includes(type.name) ? 1 : 0));
  }

  private call(expr: Expr & { kind: "call" }): number {
    const { name, target, args } = expr;
    const costs = args.map((arg) => this.of(arg));
    const operands = args.map((arg) => this.operand(arg));
    const targetCost = target ? this.of(target) : 0;
    const receiver = target && this.operand(target);
    const type = this.callType(name, receiver, operands);
    this.mixesNumbers ||= isMixedComparison({ name, target: receiver, args: operands });
    if (name === "dyn") return this.dyn(expr, costs[0] ?? 0);
    this.types.set(expr, type);
    const own = callCost({ name, target: receiver, args: operands });
    this.noteResult(expr, operands, own.size);
    const [first = 0, second = 0, third = 0] = costs;
    const inside = name === "_?_:_" ? first + Math.max(second, third) : costs.reduce((sum, cost) => sum + cost, 0);
    const isLogical = name === "_&&_" || name === "_||_";
    return this.note(expr, type, targetCost + inside + (isLogical ? 0 : own.cost));
  }

  private callType(name: string, target: Operand | undefined, args: readonly Operand[]): CelType {
    const [operand, field] = args;
    if (name === "_?._" && operand && field?.expr.kind === "literal")
      return optionalOf(innerOf(selectedType(operand.type, String(field.expr.value))));
    return resultType(
      name,
      target?.type,
      args.map(({ type }) => type),
    );
  }

  private dyn(expr: Expr & { kind: "call" }, cost: number): number {
    const [arg] = expr.args;
    if (arg) this.copySizes(expr, arg);
    return this.note(expr, DYN, cost + 1);
  }

  /** Where the result comes from, and how large it is. */
  private noteResult(expr: Expr & { kind: "call" }, operands: readonly Operand[], size: Size | undefined): void {
    const [first, second, third] = expr.args;
    let result = size;
    if (expr.name === "_[_]" && first) {
      const container = operands[0]?.type.name;
      result = this.entries(first)?.value;
      if (container === "list") this.paths.set(expr, [...this.pathOf(first), "@items"]);
      else if (container === "map") this.paths.set(expr, [...this.pathOf(first), "@values"]);
    }
    if (expr.name === "_+_" && first && second)
      this.noteEntries(expr, unionEntries(this.entries(first), this.entries(second)));
    if (expr.name === "_?_:_" && second && third)
      this.noteEntries(expr, unionEntries(this.entries(second), this.entries(third)));
    result ??= this.size(expr);
    if (result) this.sizes.set(expr, result);
  }

  private list(expr: Expr & { kind: "list" }): number {
    const cost = expr.items.reduce((sum, item) => sum + this.of(item), LIST_CREATION);
    this.entrySizes.set(expr, { container: "list", key: fixed(1), value: this.unionOf(expr.items) });
    return this.note(expr, listOf(this.commonType(expr.items)), cost);
  }

  private map(expr: Expr & { kind: "map" }): number {
    const cost = expr.entries.reduce((sum, [key, value]) => sum + this.of(key) + this.of(value), MAP_CREATION);
    const [keys, values] = [expr.entries.map(([key]) => key), expr.entries.map(([, value]) => value)];
    this.entrySizes.set(expr, { container: "map", key: this.unionOf(keys), value: this.unionOf(values) });
    return this.note(expr, mapOf(this.commonType(keys), this.commonType(values)), cost);
  }

  private commonType(items: readonly Expr[]): CelType {
    return items.map((item) => this.typeOf(item)).find((type) => !isOpen(type)) ?? DYN;
  }

  private unionOf(items: readonly Expr[]): Size {
    if (items.length === 0) return fixed(0);
    return items.map((item) => this.size(item) ?? UNKNOWN).reduce(union, { min: MAX, max: 0 });
  }

  private fold(expr: Expr & { kind: "fold" }): number {
    const { over, vars, loop } = expr;
    const before = this.of(over) + this.of(loop.init);
    this.push(
      ACCUMULATOR,
      this.typeOf(loop.init),
      this.pathOf(loop.init),
      this.size(loop.init),
      this.entries(loop.init),
    );
    this.pushVariables(over, vars);
    const each = this.of(loop.condition) + this.of(loop.step);
    for (const name of vars) this.locals.get(name)?.pop();
    const after = this.of(loop.result);
    this.locals.get(ACCUMULATOR)?.pop();
    const range = this.size(over) ?? UNKNOWN;
    this.noteLoopSize(expr, loop, range);
    const isAccumulated = loop.result.kind === "ident";
    return this.note(
      expr,
      this.typeOf(isAccumulated ? loop.step : loop.result),
      before + after + cap(range.max * each),
    );
  }

  private noteLoopSize(expr: Expr, loop: Loop, range: Size): void {
    if (loop.init.kind === "literal") {
      const size = this.size(loop.init);
      if (size) this.sizes.set(expr, size);
      return;
    }
    this.sizes.set(expr, range);
    this.noteEntries(expr, this.entries(loop.step));
  }

  /** One variable is the item of a list or the key of a map; of two, the first is the index or the key. */
  private pushVariables(over: Expr, [first = "", second]: readonly string[]): void {
    const [type, path, entries] = [this.typeOf(over), this.pathOf(over), this.entries(over)];
    const isList = (entries?.container ?? type.name) === "list";
    const [key, value] = isList ? [INT, type.params[0]] : [type.params[0], type.params[1]];
    const pushKey = (name: string) => {
      this.push(name, key ?? DYN, [...path, isList ? "@indices" : "@keys"], entries?.key);
    };
    const pushValue = (name: string) => {
      this.push(name, value ?? DYN, [...path, isList ? "@items" : "@values"], entries?.value);
    };
    if (second !== undefined) {
      pushKey(first);
      pushValue(second);
    } else if (isList) pushValue(first);
    else pushKey(first);
  }

  private push(name: string, type: CelType, path: Path, size?: Size, entries?: EntrySize): void {
    const local = { type, path, size, entries };
    const stack = this.locals.get(name);
    if (stack) stack.push(local);
    else this.locals.set(name, [local]);
  }

  /** A value with a name of its own; the server counts the empty list that it writes for it. */
  private bind(expr: Expr & { kind: "bind" }): number {
    const before = LIST_CREATION + this.of(expr.value);
    const { name, value, inside } = expr;
    this.push(name, this.typeOf(value), this.pathOf(value), this.size(value), this.entries(value));
    const after = this.of(inside);
    this.locals.get(name)?.pop();
    this.copySizes(expr, inside);
    return this.note(expr, this.typeOf(inside), before + after);
  }

  private operand(expr: Expr): Operand {
    const path = this.pathOf(expr);
    const itemSize = path.length > 0 ? this.declared.at([...path, "@items"]) : undefined;
    return { expr, type: this.typeOf(expr), size: this.size(expr), itemSize };
  }

  private pathOf(expr: Expr): Path {
    const local = expr.kind === "ident" ? this.local(expr.name) : undefined;
    return local?.path ?? this.paths.get(expr) ?? [];
  }

  private size(expr: Expr): Size | undefined {
    const known = this.sizes.get(expr) ?? literalSize(expr);
    if (known) return known;
    const declared = this.declared.at(this.pathOf(expr));
    if (declared) {
      this.sizes.set(expr, declared);
      return declared;
    }
    if (isScalar(this.typeOf(expr))) return fixed(1);
    return expr.kind === "ident" ? this.local(expr.name)?.size : undefined;
  }

  private entries(expr: Expr): EntrySize | undefined {
    return this.entrySizes.get(expr) ?? (expr.kind === "ident" ? this.local(expr.name)?.entries : undefined);
  }

  private noteEntries(expr: Expr, entries: EntrySize | undefined): void {
    if (entries) this.entrySizes.set(expr, entries);
  }

  private copySizes(to: Expr, from: Expr): void {
    const size = this.size(from);
    if (size) this.sizes.set(to, size);
    this.noteEntries(to, this.entries(from));
  }
}
