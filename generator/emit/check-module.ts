import type { SourceCode } from "ajv/dist/types/index.js";
import { PRINT_WIDTH } from "../print/format.js";
import { flatText, isMark, isWord, listItems } from "../print/flat-text.js";
import { layOut, layOutParts } from "../print/layout.js";
import { isBraces, statementEnd } from "../print/statements.js";
import { brackets, mark, parseBrackets, word, type Brackets, type Part, type Token } from "../print/tokens.js";
import { CheckConstants } from "./check-constants.js";
import { recordedError } from "./check-errors.js";

/** A function of ajv's that becomes one of ours. */
interface OwnFunction {
  readonly check: string;
  /** What the paths of its errors begin with. */
  readonly path: string;
  readonly parts: readonly Part[];
}

/**
 * A module of checks, made from the functions that ajv writes: it needs nothing of ajv's, and a person can read it.
 * Functions carry the name of their type, errors say what messages need and no more, the schemas are gone, and what ajv
 * would load comes from `support/`. Everything is found in the tree of the code's brackets.
 */
export class CheckModule {
  readonly #functions: OwnFunction[] = [];
  readonly #constants = new CheckConstants();

  /** Adds what ajv wrote for one schema. Throws if that would load anything, or is something unknown. */
  add(source: SourceCode, check: string, path: string): void {
    const parsed = parseBrackets(source.validateCode);
    const [keyword, name, parameters, body] = parsed ?? [];
    if (!isWord(keyword, "function") || !isWord(name, source.validateName.str) || !parameters || !isBraces(body))
      throw new Error(`ajv wrote an unknown function: ${source.validateCode.slice(0, 100)}`);
    const names = this.#constants.of(source);
    names.rename(source.validateName.str, `${check}At`);
    const own: Part[] = [word("data"), mark(","), word("instancePath"), mark("="), { ...word('""'), kind: "text" }];
    const edited = new FunctionEditor(names, path).block(body.parts);
    const heading: Token = { ...word("function"), lineEnds: 2 };
    const parts = [heading, word(`${check}At`, true), brackets("(", own), { ...body, parts: edited }];
    this.#functions.push({ check, path, parts });
  }

  /** The module; `imports` is told which names it uses that it does not declare. */
  print(imports: (used: ReadonlySet<string>) => string): string {
    const exports = this.#functions.map(({ check }) => `export const ${check}: Check = ${check}At;\n`);
    const head = [imports(this.#constants.used), exports.join(""), this.#constants.declarations()];
    const laidOut = layOut(head.filter((text) => text !== "").join("\n"), PRINT_WIDTH);
    if (laidOut === undefined) throw new Error(`Constants that no layout is known for:\n${head.join("\n")}`);
    return [laidOut, ...this.#functions.map(({ parts }) => layOutParts(parts, PRINT_WIDTH))].join("\n");
  }
}

/** The parts of `func1.call(...)`. */
const LOOKUP_LENGTH = 4;

/** Rewrites the statements of one function. */
class FunctionEditor {
  readonly #names: ReturnType<CheckConstants["of"]>;
  readonly #path: string;

  constructor(names: ReturnType<CheckConstants["of"]>, path: string) {
    this.#names = names;
    this.#path = path;
  }

  /**
   * `const err0 = {...}; if (vErrors === null) {...} else {...}` becomes `(vErrors ??= []).push({...})`. Inside `not` and
   * what stands there nothing is reported, and ajv records empty errors that it takes back afterwards; both go away.
   */
  block(parts: readonly Part[]): Part[] {
    const edited: Part[] = [];
    for (let start = 0; start < parts.length;) {
      let end = statementEnd(parts, start);
      const error = recordedObject(parts, start);
      if (error) {
        const recording = parts.slice(end, statementEnd(parts, end));
        if (!isTest(recording, "vErrors === null")) throw new Error(`Unknown code: ${flatText(recording)}`);
        end += recording.length;
        edited.push(...recordedError(error, this.#names, this.#path).map((part) => this.#part(part, undefined)));
      } else if (!isTest(parts.slice(start, start + 2), "vErrors !== null")) {
        edited.push(...this.#expression(parts.slice(start, end)));
      }
      start = end;
    }
    return edited;
  }

  #expression(parts: readonly Part[]): Part[] {
    const edited: Part[] = [];
    let skipped = 0;
    for (const [index, part] of parts.entries()) {
      const before = parts[index - 1];
      const known = skipped > 0 ? undefined : this.#lookup(parts, index);
      if (skipped > 0) skipped--;
      else if (known) {
        edited.push(...known);
        skipped = LOOKUP_LENGTH - 1;
      } else if (part.kind === "brackets" && isWord(before, "for")) {
        edited.push({ ...part, parts: withSpacedComparison(this.#expression(part.parts)) });
      } else edited.push(this.#part(part, before));
    }
    return edited;
  }

  #part(part: Part, before: Part | undefined): Part {
    if (part.kind === "brackets") {
      const edited = part.open.text === "{" ? this.block(part.parts) : this.#expression(part.parts);
      return { ...part, parts: edited };
    }
    if (part.kind !== "word" || isMark(before, ".")) return part;
    const name = this.#names.nameOf(part.text);
    return name === part.text ? part : { ...part, text: name };
  }

  /**
   * In objects of more than eight fields ajv looks unknown ones up in the schema itself:
   * `func1.call(schema3.properties, key0)`. That becomes a call to a set of the names.
   */
  #lookup(parts: readonly Part[], index: number): Part[] | undefined {
    const call = parts[index + 3];
    if (call?.kind !== "brackets" || !isWord(parts[index + 2], "call")) return undefined;
    const [fields = [], key = []] = listItems(call.parts);
    if (!this.#names.isSchema(fields[0])) return undefined;
    const names = Object.keys(this.#names.schemaAt(fields) as object);
    const set = { ...word(this.#names.knownFields(names)), spaced: parts[index]?.spaced ?? false };
    return [set, mark("."), word("has"), brackets("(", this.#expression(key))];
  }
}

/** The braces of `const err0 = {...};`. */
function recordedObject(parts: readonly Part[], start: number): Brackets | undefined {
  const name = parts[start + 1];
  const value = parts[start + 3];
  const isError = isWord(parts[start], "const") && name?.kind === "word" && /^err\d+$/.test(name.text);
  return isError && isBraces(value) ? value : undefined;
}

function isTest([keyword, condition]: readonly Part[], text: string): boolean {
  return isWord(keyword, "if") && condition?.kind === "brackets" && flatText(condition.parts) === text;
}

/** `i0<len0` reads as `i0 < len0`. */
function withSpacedComparison(parts: readonly Part[]): Part[] {
  return parts.map((part, index) =>
    isMark(part, "<") || isMark(parts[index - 1], "<") ? { ...part, spaced: true } : part,
  );
}
