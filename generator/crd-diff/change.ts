import type { JsonObject, JsonValue } from "../model/model.js";
import type { RuleName } from "./rules/rules.js";

/** breaking: someone is hurt; warning: someone may be; harmless: every document and client goes on as before. */
export type Severity = "breaking" | "warning" | "harmless";

/** What is known of one kind of change. */
export interface Rule {
  readonly severity: Severity;
  /** Who is hurt, and how to make the change without that. */
  readonly advice: string;
}

/** Property names and list indexes that lead from a value to one below it. */
export type Steps = readonly (string | number)[];

/** One difference, as a comparer finds it: it knows neither whose schema it looks at nor what a user made of the rule. */
export interface Finding {
  readonly rule: RuleName;
  /** From the value that was compared. */
  readonly at: Steps;
  /** Absent where there was nothing. */
  readonly old?: JsonValue;
  /** Absent where there is nothing any more. */
  readonly new?: JsonValue;
}

/** Two values at the same place. */
export interface Pair {
  readonly old: JsonObject;
  readonly new: JsonObject;
  readonly at: Steps;
}

/** What a change is about: a CustomResourceDefinition, or a type that no CRD of its sources uses. */
export interface Subject {
  readonly kind: "crd" | "type";
  readonly name: string;
}

/** A place that a person can open. */
export interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** One difference with everything that a report says about it. */
export interface Change extends Finding {
  readonly severity: Severity;
  readonly advice: string;
  readonly subject: Subject;
  /** Of the CRD; absent where the change is about the CRD as a whole. */
  readonly version?: string;
  /** For people: `.spec.items[*].name`, or `spec.scope` where it is not about a field. */
  readonly path: string;
  /** In the new input, or in the old one where the new one has nothing of the sort. */
  readonly place: Place;
}

/** A finding; `undefined` stands for nothing there. */
export function finding(rule: RuleName, at: Steps, old: JsonValue | undefined, next: JsonValue | undefined): Finding {
  return { rule, at, ...(old === undefined ? {} : { old }), ...(next === undefined ? {} : { new: next }) };
}
