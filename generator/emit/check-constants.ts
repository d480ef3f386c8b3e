import { stringify } from "ajv";
import type { SourceCode } from "ajv/dist/types/index.js";
import { javaScriptPattern } from "../input/javascript-pattern.js";
import type { Part } from "../print/tokens.js";
import { stringValue } from "../print/quotes.js";

/** Functions of `support/` in place of what ajv would load at run time, by ajv's text for them. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  'require("ajv/dist/runtime/ucs2length").default': "codePointLength",
  'formats["date-time"]': "isDateTime",
  repeatedItem: "repeatedItem",
};

/** A value outside a function of ajv's that the function uses. */
interface OuterValue {
  readonly prefix: string;
  readonly ref: unknown;
  readonly code: string;
}

/** What the functions of one module use beside their own variables: regular expressions, sets, imported functions. */
export class CheckConstants {
  /** Names that the functions use, declared here or not. */
  readonly used = new Set<string>();
  /** The names of declared constants by their expressions. */
  readonly #declared = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** The names of one function's outer values. */
  of(source: SourceCode): FunctionNames {
    const values = new Map<string, OuterValue>();
    for (const [prefix, names] of Object.entries(source.scopeValues))
      for (const name of names ?? [])
        values.set(name.str, { prefix, ref: name.value?.ref, code: String(name.value?.code ?? "") });
    return new FunctionNames(this, values);
  }

  /** The name of a constant, which is declared once for each expression. */
  declare(word: string, expression: string, isOnlyOne = false): string {
    const known = this.#declared.get(expression);
    if (known !== undefined) return known;
    const count = (this.#counts.get(word) ?? 0) + 1;
    this.#counts.set(word, count);
    const name = isOnlyOne ? word : `${word}${count}`;
    this.#declared.set(expression, name);
    return name;
  }

  /** The declarations, not laid out yet. */
  declarations(): string {
    return [...this.#declared].map(([expression, name]) => `const ${name} = ${expression};\n`).join("");
  }
}

/** What ajv's names become in one function. */
export class FunctionNames {
  readonly #module: CheckConstants;
  readonly #values: ReadonlyMap<string, OuterValue>;
  readonly #renamed = new Map<string, string>();

  constructor(module: CheckConstants, values: ReadonlyMap<string, OuterValue>) {
    this.#module = module;
    this.#values = values;
  }

  rename(name: string, becomes: string): void {
    this.#renamed.set(name, becomes);
  }

  /** The name in the output; throws for a name that would need ajv. */
  nameOf(name: string): string {
    const becomes = this.#renamed.get(name) ?? this.#fresh(name);
    this.#renamed.set(name, becomes);
    this.#module.used.add(becomes);
    return becomes;
  }

  #fresh(name: string): string {
    const value = this.#values.get(name);
    if (!value) {
      if (name === "require") throw new Error("ajv needs more than its output may have: require");
      return name;
    }
    const { prefix, code } = value;
    const replacement = REPLACEMENTS[code];
    if (replacement !== undefined) return replacement;
    if (code === "Object.prototype.hasOwnProperty") return this.#module.declare("hasOwnProperty", code, true);
    if (prefix === "pattern") return this.#module.declare("pattern", regularExpression(code));
    if (prefix === "obj" && value.ref instanceof Set) return this.#module.declare("values", code);
    throw new Error(`ajv needs more than its output may have: ${name}, which is ${code}`);
  }

  /** The name of a set of field names. */
  knownFields(names: readonly string[]): string {
    return this.#module.declare("knownFields", `new Set(${JSON.stringify(names)})`);
  }

  isSchema(part: Part | undefined): boolean {
    return part?.kind === "word" && this.#values.get(part.text)?.prefix === "schema";
  }

  /** What an expression such as `schema3.properties.store["a b"]` is, or a string literal. */
  schemaAt([first, ...path]: readonly Part[]): unknown {
    if (first?.kind === "text") return stringValue(first.text);
    if (first?.kind !== "word" || !this.isSchema(first)) throw new Error("ajv reads something that is no schema");
    return path.reduce<unknown>((value, part) => {
      if (part.kind === "mark") return value;
      const [index] = part.kind === "brackets" ? part.parts : [];
      const key = part.kind === "brackets" ? stringValue(index?.kind === "text" ? index.text : "") : part.text;
      return (value as Readonly<Record<string, unknown>>)[key];
    }, this.#values.get(first.text)?.ref);
  }
}

/** The pattern of an expression of ajv's, `new RegExp("...", "u")`, as JavaScript has to be told it. */
function regularExpression(code: string): string {
  const literal = /^new RegExp\((".*"), "u"\)$/.exec(code)?.[1];
  if (literal === undefined) throw new Error(`ajv writes a pattern in a way of which we do not know: ${code}`);
  const pattern = stringValue(literal);
  const told = javaScriptPattern(pattern);
  return told === pattern ? code : code.replace(literal, () => String(stringify(told)));
}
