import { callCost, type Operand } from "./call-cost.js";
import type { CheckedTypes } from "./check-types.js";
import type { DeclType } from "./decl-type.js";
import { DeclaredSizes, type Path, type Sizes } from "./declared-sizes.js";
import { ACCUMULATOR, type Expr, type Loop } from "./expression.js";
import { literalSize } from "./literals.js";
import { cap, fixed, MAX, union, unionEntries, UNKNOWN, type EntrySize, type Size } from "./sizes.js";
import { isOpen, isScalar, type CelType } from "./types.js";

const LIST_CREATION = 10;
const MAP_CREATION = 30;

/** The types of an expression that has no errors, and the server that checks it: the minor version of Kubernetes 1. */
export interface Checked {
  readonly types: CheckedTypes;
  readonly kubernetes: number;
}

interface Local {
  readonly path: Path;
  readonly size: Size | undefined;
  readonly entries: EntrySize | undefined;
}

/**
 * What an expression costs an API server at most, before any object exists: the estimate of cel-go v0.29.2
 * (checker/cost.go) with the sizes of a schema. Only the upper ends of costs are kept; nothing is decided by the lower.
 */
export class CostEstimate {
  private readonly declared: DeclaredSizes;
  private readonly types: CheckedTypes;
  private readonly kubernetes: number;
  private readonly paths = new Map<Expr, Path>();
  private readonly sizes = new Map<Expr, Size>();
  private readonly entrySizes = new Map<Expr, EntrySize>();
  private readonly locals = new Map<string, Local[]>();

  /** @param root what `self` and `oldSelf` are */
  constructor(root: DeclType, { types, kubernetes }: Checked, others: Sizes = new Map()) {
    this.declared = new DeclaredSizes(root, others);
    this.types = types;
    this.kubernetes = kubernetes;
    this.locals.set("oldSelf", [{ path: ["oldSelf"], size: undefined, entries: undefined }]);
  }

  /** The parts of the schema whose sizes were looked at. */
  get seen(): ReadonlySet<DeclType> {
    return this.declared.seen;
  }

  /** The cost of an expression whose types have no errors. */
  of(expr: Expr): number {
    switch (expr.kind) {
      case "literal":
        return 0;
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

  private typeOf(expr: Expr): CelType {
    return this.types.of(expr);
  }

  private ident(expr: Expr & { kind: "ident" }): number {
    this.paths.set(expr, this.local(expr.name)?.path ?? [expr.name]);
    return 1;
  }

  private local(name: string): Local | undefined {
    return this.locals.get(name)?.at(-1);
  }

  private select(expr: Expr & { kind: "select" }): number {
    const operand = this.of(expr.operand);
    if (expr.isTest) return operand;
    this.paths.set(expr, [...this.pathOf(expr.operand), expr.field]);
    return cap(operand + (["map", "object"].includes(this.typeOf(expr.operand).name) ? 1 : 0));
  }

  private call(expr: Expr & { kind: "call" }): number {
    const { name, target, args } = expr;
    const costs = args.map((arg) => this.of(arg));
    const operands = args.map((arg) => this.operand(arg));
    const targetCost = target ? this.of(target) : 0;
    const receiver = target && this.operand(target);
    if (name === "dyn") return this.dyn(expr, costs[0] ?? 0);
    const own = callCost({ name, target: receiver, args: operands, kubernetes: this.kubernetes });
    this.noteResult(expr, operands, own.size);
    const [first = 0, second = 0, third = 0] = costs;
    const inside = name === "_?_:_" ? first + Math.max(second, third) : costs.reduce((sum, cost) => sum + cost, 0);
    const isLogical = name === "_&&_" || name === "_||_";
    return cap(targetCost + inside + (isLogical ? 0 : own.cost));
  }

  private dyn(expr: Expr & { kind: "call" }, cost: number): number {
    const [arg] = expr.args;
    if (arg) this.copySizes(expr, arg);
    return cap(cost + 1);
  }

  /** Where the result comes from, and how large it is. */
  private noteResult(expr: Expr & { kind: "call" }, operands: readonly Operand[], size: Size | undefined): void {
    const [first, second, third] = expr.args;
    let result = size;
    if (expr.name === "_[_]" && first) {
      const container = operands[0]?.type;
      result = this.entries(first)?.value;
      // What may be anything is taken for a map.
      if (container?.name === "list") this.paths.set(expr, [...this.pathOf(first), "@items"]);
      else if (container && (container.name === "map" || isOpen(container)))
        this.paths.set(expr, [...this.pathOf(first), "@values"]);
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
    return cap(cost);
  }

  private map(expr: Expr & { kind: "map" }): number {
    const cost = expr.entries.reduce((sum, [key, value]) => sum + this.of(key) + this.of(value), MAP_CREATION);
    const [keys, values] = [expr.entries.map(([key]) => key), expr.entries.map(([, value]) => value)];
    this.entrySizes.set(expr, { container: "map", key: this.unionOf(keys), value: this.unionOf(values) });
    return cap(cost);
  }

  private unionOf(items: readonly Expr[]): Size {
    if (items.length === 0) return fixed(0);
    return items.map((item) => this.size(item) ?? UNKNOWN).reduce(union, { min: MAX, max: 0 });
  }

  private fold(expr: Expr & { kind: "fold" }): number {
    const { over, vars, loop } = expr;
    const before = this.of(over) + this.of(loop.init);
    this.push(ACCUMULATOR, this.pathOf(loop.init), this.size(loop.init), this.entries(loop.init));
    this.pushVariables(over, vars);
    const each = this.of(loop.condition) + this.of(loop.step);
    for (const name of vars) this.locals.get(name)?.pop();
    const after = this.of(loop.result);
    this.locals.get(ACCUMULATOR)?.pop();
    const range = this.size(over) ?? UNKNOWN;
    this.noteLoopSize(expr, loop, range);
    return cap(before + after + cap(range.max * each));
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
    const [path, entries] = [this.pathOf(over), this.entries(over)];
    const isList = (entries?.container ?? this.typeOf(over).name) === "list";
    const pushKey = (name: string) => {
      this.push(name, [...path, isList ? "@indices" : "@keys"], entries?.key);
    };
    const pushValue = (name: string) => {
      this.push(name, [...path, isList ? "@items" : "@values"], entries?.value);
    };
    if (second !== undefined) {
      pushKey(first);
      pushValue(second);
    } else if (isList) pushValue(first);
    else pushKey(first);
  }

  private push(name: string, path: Path, size?: Size, entries?: EntrySize): void {
    const local = { path, size, entries };
    const stack = this.locals.get(name);
    if (stack) stack.push(local);
    else this.locals.set(name, [local]);
  }

  /** A value with a name of its own; the server counts the empty list that it writes for it. */
  private bind(expr: Expr & { kind: "bind" }): number {
    const before = LIST_CREATION + this.of(expr.value);
    const { name, value, inside } = expr;
    this.push(name, this.pathOf(value), this.size(value), this.entries(value));
    const after = this.of(inside);
    this.locals.get(name)?.pop();
    this.copySizes(expr, inside);
    return cap(before + after);
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
