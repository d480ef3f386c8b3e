import type { Document, LineCounter } from "yaml";
import { excerptOf } from "./excerpt.js";
import { secretRanges } from "./mask-secrets.js";
import type { SourceRange } from "./positions.js";
import type { Problem } from "./problem.js";

/** What a problem says, without where it is. */
export type Finding = Pick<Problem, "severity" | "code" | "message">;

/** The text of a file with its lines and secrets; turns ranges into problems. */
export class SourceFile {
  readonly name: string;
  readonly #text: string;
  readonly #lines: LineCounter;
  readonly #secrets: readonly SourceRange[];

  constructor(name: string, text: string, lines: LineCounter, documents: readonly Document[]) {
    this.name = name;
    this.#text = text;
    this.#lines = lines;
    this.#secrets = secretRanges(text, documents);
  }

  lineOf(offset: number): number {
    return this.#lines.linePos(offset).line;
  }

  problem(range: SourceRange, pointer: string, finding: Finding): Problem {
    const { line, col } = this.#lines.linePos(range.start);
    const excerpt = excerptOf(this.#text, range, this.#secrets);
    return { ...finding, file: this.name, line, column: col, pointer, excerpt };
  }
}
