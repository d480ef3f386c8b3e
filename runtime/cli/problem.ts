import { styleText } from "node:util";
import { type Excerpt, formatExcerpt } from "./excerpt.js";

/** What can be wrong with a file before its options are looked at, by stable code; options have the codes of the validators. */
export const PROBLEM_CODES = {
  "file-unreadable": "The file cannot be read",
  "not-utf8": "The file is not UTF-8 text",
  "yaml-syntax": "The text is neither YAML nor JSON",
  "duplicate-key": "A mapping has the same key twice",
  "unknown-alias": "An alias refers to an anchor that is not there",
  "too-many-aliases": "Aliases multiply the document beyond reason",
  "no-manifest": "The file holds no document",
  "not-a-manifest": "A document is not a mapping with apiVersion and kind",
  "unknown-kind": "A manifest is of a kind that carries no MQTT options",
  "no-mqtt-options": "A manifest has no MQTT extension",
  "unknown-model": "A DeviceLink is of a kind of device that is not known here, so that its spec is not checked",
} as const;

/** One finding about a file: where it is, what it is, and how to mend it. */
export interface Problem {
  /** A notice tells what was not looked at; nothing is wrong. */
  readonly severity: "error" | "warning" | "notice";
  /** A key of {@link PROBLEM_CODES}, or the code of a validator or of the SDK. */
  readonly code: string;
  /** One sentence: found, expected, and how to mend it. */
  readonly message: string;
  readonly file: string;
  /** 1-based; 0 where the finding is about the file as a whole. */
  readonly line: number;
  /** 1-based, in UTF-16 units as editors count; 0 where the finding is about the file as a whole. */
  readonly column: number;
  /** JSON pointer into the manifest; "" is the whole manifest. */
  readonly pointer: string;
  readonly excerpt?: Excerpt;
}

const COLOURS = { error: "red", warning: "yellow", notice: "cyan" } as const;

/** A problem with a file as a whole. */
export function fileProblem(file: string, code: keyof typeof PROBLEM_CODES, message: string): Problem {
  return { severity: "error", code, message, file, line: 0, column: 0, pointer: "" };
}

/** `links.yaml:14:18: error unknown-field: ...`, then the line with carets under the token. */
export function formatProblem(problem: Problem, colours: boolean): string {
  const { severity, code, message, file, line, column, excerpt } = problem;
  const paint = painter(colours);
  const place = line > 0 ? `${file}:${line}:${column}` : file;
  const colour = COLOURS[severity];
  const head = `${paint("bold", `${place}:`)} ${paint(colour, severity)} ${code}: ${message}`;
  if (!excerpt) return head;
  return `${head}\n${formatExcerpt(excerpt, line, (caret) => paint(colour, caret))}`;
}

/** The problem as `--json` shows it: without the excerpt. */
export function problemJson(problem: Problem): Omit<Problem, "excerpt"> {
  const { severity, code, message, file, line, column, pointer } = problem;
  return { severity, code, message, file, line, column, pointer };
}

/** True when at least one problem makes its manifest unusable. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** True when at least one problem is a warning, which `--strict` does not let pass. */
export function hasWarnings(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "warning");
}

/** Wraps text in escape sequences, or leaves it as it is where colours are off. */
export function painter(colours: boolean): (format: Parameters<typeof styleText>[0], text: string) => string {
  return (format, text) => (colours ? styleText(format, text, { validateStream: false }) : text);
}
