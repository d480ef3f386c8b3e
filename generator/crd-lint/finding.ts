import type { LintCode } from "./codes.js";
import type { FieldPath } from "./field-path.js";
import { NEWEST_KUBERNETES } from "../kubernetes-features.js";
import { printGoJson, type GoJson } from "./go-json.js";
import { goQuote } from "./go-quote.js";

/** One thing that is wrong with a CustomResourceDefinition, before it is placed in a file. */
export interface LintFinding {
  readonly code: LintCode;
  readonly severity: "error" | "warning";
  readonly path: FieldPath;
  /** For errors, the API server's own words. */
  readonly message: string;
}

/** Collects findings; its methods word errors as the API server's package `field` does. */
export class Findings {
  /** The server that is asked: the minor version of Kubernetes 1. */
  readonly kubernetes: number;
  readonly all: LintFinding[] = [];

  constructor(kubernetes: number = NEWEST_KUBERNETES) {
    this.kubernetes = kubernetes;
  }

  get hasErrors(): boolean {
    return this.all.some(({ severity }) => severity === "error");
  }

  error(code: LintCode, path: FieldPath, message: string): void {
    this.all.push({ code, severity: "error", path, message });
  }

  warning(code: LintCode, path: FieldPath, message: string): void {
    this.all.push({ code, severity: "warning", path, message });
  }

  required(code: LintCode, path: FieldPath, detail = ""): void {
    this.error(code, path, withDetail("Required value", detail));
  }

  forbidden(code: LintCode, path: FieldPath, detail: string): void {
    this.error(code, path, withDetail("Forbidden", detail));
  }

  /** @param value undefined for a value that is too large to show */
  invalid(code: LintCode, path: FieldPath, value: GoJson | undefined, detail: string): void {
    const shown = value === undefined ? "Invalid value" : `Invalid value: ${shownValue(value)}`;
    this.error(code, path, withDetail(shown, detail));
  }

  notSupported(code: LintCode, path: FieldPath, value: GoJson, supported: readonly string[]): void {
    const list = supported.map((name) => JSON.stringify(name)).join(", ");
    this.error(code, path, withDetail(`Unsupported value: ${shownValue(value)}`, `supported values: ${list}`));
  }

  add(findings: readonly LintFinding[]): void {
    for (const finding of findings) this.all.push(finding);
  }
}

function shownValue(value: GoJson): string {
  return typeof value === "string" ? goQuote(value) : printGoJson(value);
}

function withDetail(head: string, detail: string): string {
  return detail === "" ? head : `${head}: ${detail}`;
}
