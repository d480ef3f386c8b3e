import type { ASTNode } from "@marcbachmann/cel-js";
import { call, MalformedExpression, type Expr } from "./expression.js";
import { NAMESPACES } from "./functions.js";
import { macroNamed } from "./macros.js";
import { overloadsOf } from "./overloads.js";
import { typeNamed } from "./type-names.js";

const INT_RANGE = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/**
 * What the library parsed, with the macros of an API server written out.
 *
 * @param text the whole expression
 * @throws MalformedExpression where a macro or a number is none to the server
 */
export function readExpression(node: ASTNode, text: string): Expr {
  return new Reader(text).read(node);
}

class Reader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  read(node: ASTNode): Expr {
    return { at: this.#placeOf(node), ...this.#form(node) };
  }

  #form(node: ASTNode): Expr {
    switch (node.op) {
      case "value":
        return this.#literal(node.args, node);
      case "id":
        return { kind: "ident", name: node.args };
      case ".":
        if (typeNamed(qualifiedName(node))) return { kind: "ident", name: qualifiedName(node) };
        return { kind: "select", operand: this.read(node.args[0]), field: node.args[1], isTest: false };
      case ".?":
        return call("_?._", this.read(node.args[0]), { kind: "literal", value: node.args[1] });
      case "call":
        return this.#call(node.args[0], node.args[1]);
      case "rcall":
        return this.#method(node.args[0], node.args[1], node.args[2]);
      case "list":
        return { kind: "list", items: this.#all(node.args) };
      case "map":
        return { kind: "map", entries: node.args.map(([key, value]) => [this.read(key), this.read(value)]) };
      case "-_":
      case "!_":
        return this.#signed(node);
      case "?:":
        return call("_?_:_", ...this.#all(node.args));
      default:
        return this.#operator(node);
    }
  }

  #all(nodes: readonly ASTNode[]): Expr[] {
    return nodes.map((node) => this.read(node));
  }

  /** Two signs in a row cancel each other out; a number after one minus is one literal. */
  #signed(node: ASTNode & { op: "-_" | "!_" }): Expr {
    let inner: ASTNode = node;
    let signs = 0;
    let isBare = true;
    while (inner.op === node.op && isBare) {
      signs += 1;
      isBare = !this.#text.slice(inner.start, inner.args.start).includes("(");
      inner = inner.args;
    }
    if (signs % 2 === 0) return this.read(inner);
    const { args: value } = inner;
    const isNumber = typeof value === "bigint" || typeof value === "number";
    return isNumber && isBare && signs === 1 ? this.#literal(-value, node) : call(node.op, this.read(inner));
  }

  #literal(value: unknown, node: ASTNode): Expr {
    if (typeof value === "bigint" && (value < INT_RANGE.min || value > INT_RANGE.max))
      throw new MalformedExpression("invalid int literal", node.start);
    return { kind: "literal", value };
  }

  #operator({ op, args }: ASTNode): Expr {
    const names: Readonly<Record<string, string>> = { "[]": "_[_]", "[?]": "_[?_]", in: "in" };
    return call(names[op] ?? `_${op}_`, ...this.#all(args as readonly ASTNode[]));
  }

  #call(name: string, args: readonly ASTNode[]): Expr {
    const [only] = args;
    if (name !== "has" || !only || args.length > 1) return call(name, ...this.#all(args));
    if (only.op !== ".") throw new MalformedExpression("invalid argument to has() macro", only.start);
    return { kind: "select", operand: this.read(only.args[0]), field: only.args[1], isTest: true };
  }

  #method(name: string, target: ASTNode, args: readonly ASTNode[]): Expr {
    // The server looks for a function of that name before it looks at variables.
    const qualified = target.op === "id" && NAMESPACES.has(target.args) ? `${target.args}.${name}` : "";
    if (overloadsOf(qualified).length > 0) return call(qualified, ...this.#all(args));
    const over = this.read(target);
    const macro = macroNamed(name);
    const count = macro?.variables(args.length) ?? 0;
    if (!macro || count === 0) return { kind: "call", name, target: over, args: this.#all(args) };
    return macro.expand(over, variablesOf(args.slice(0, count)), this.#all(args.slice(count)));
  }

  /** Where the server says that an expression is: at its operator, bracket or dot, if it has one. */
  #placeOf(node: ASTNode): number {
    const after = (operand: ASTNode, sign: string) => Math.max(this.#text.indexOf(sign, operand.end), operand.start);
    switch (node.op) {
      case "call":
        return Math.max(this.#text.indexOf("(", node.start), node.start);
      case "rcall":
        return after(node.args[1], "(");
      case ".":
      case ".?":
        return after(node.args[0], ".");
      case "[]":
      case "[?]":
        return after(node.args[0], "[");
      case "?:":
        return after(node.args[0], "?");
      case "value":
      case "id":
      case "list":
      case "map":
      case "!_":
      case "-_":
        return node.start;
      default:
        return after((node.args as readonly [ASTNode, ASTNode])[0], node.op);
    }
  }
}

function variablesOf(args: readonly ASTNode[]): string[] {
  const names: string[] = [];
  for (const arg of args) {
    if (arg.op !== "id") throw new MalformedExpression("argument must be a simple name", arg.start);
    if (names.includes(arg.args)) throw new MalformedExpression(`duplicate variable name: ${arg.args}`, arg.start);
    names.push(arg.args);
  }
  return names;
}

/** `google.protobuf.Timestamp`, for a chain of names. */
function qualifiedName(node: ASTNode): string {
  if (node.op === "id") return node.args;
  return node.op === "." ? `${qualifiedName(node.args[0])}.${node.args[1]}` : "";
}
