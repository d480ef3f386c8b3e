import type { Diagnostic, DiagnosticCode } from "../../diagnostics.js";
import type { JsonObject, JsonValue } from "../../model/model.js";
import { pointerTo } from "../json-pointer.js";
import { finding } from "../positions.js";
import type { SchemaDocument } from "../schema-document.js";
import { isObject } from "../schema-nodes.js";
import { draftOf, type Draft } from "./drafts.js";
import type { Targets } from "./targets.js";

/** What became of one keyword of a source. */
export interface Outcome {
  readonly document: SchemaDocument;
  /** Of the schema that holds the keyword. */
  readonly pointer: string;
  readonly keyword: string;
  readonly outcome: "exact" | "approximated" | "refused";
  /** What it became, or why it could not become anything. */
  readonly into: string;
}

/** Everything that the translation of a run says about its sources. */
export class TranslationReport {
  readonly diagnostics: Diagnostic[] = [];
  readonly outcomes: Outcome[] = [];
}

/** Where each object of the sources stands: found by the object itself, since schemas wander when they are merged. */
export class Origins {
  readonly #places = new WeakMap<object, { readonly document: SchemaDocument; readonly pointer: string }>();

  /** Learns every object of a document. */
  learn(document: SchemaDocument, json: JsonValue = document.json, pointer = ""): void {
    if (typeof json !== "object" || json === null) return;
    this.#places.set(json, { document, pointer });
    for (const [key, child] of Object.entries(json)) this.learn(document, child, pointerTo(pointer, key));
  }

  /** The schema stands where another one did. */
  set(schema: object, place: { readonly document: SchemaDocument; readonly pointer: string }): void {
    this.#places.set(schema, place);
  }

  of(schema: object): { readonly document: SchemaDocument; readonly pointer: string } | undefined {
    return this.#places.get(schema);
  }
}

type PlaceParts = Pick<Place, "draft" | "origins" | "report" | "targets">;

/** A schema, and where it stands. */
export interface Member {
  readonly schema: JsonObject;
  readonly place: Place;
}

/** One schema on its way into the core dialect: where it stands, and what is said about its keywords. */
export class Place {
  readonly document: SchemaDocument;
  readonly pointer: string;
  readonly draft: Draft;
  readonly origins: Origins;
  readonly report: TranslationReport;
  readonly targets: Targets;

  constructor(
    at: { readonly document: SchemaDocument; readonly pointer: string },
    { draft, origins, report, targets }: PlaceParts,
  ) {
    this.document = at.document;
    this.pointer = at.pointer;
    this.draft = draft;
    this.origins = origins;
    this.report = report;
    this.targets = targets;
  }

  /** The place of a schema below this one, or merged into it. */
  of(schema: JsonValue, ...path: readonly (string | number)[]): Place {
    const known = isObject(schema) ? this.origins.of(schema) : undefined;
    return this.#at(known ?? { document: this.document, pointer: pointerTo(this.pointer, ...path) });
  }

  /** The same place, of which nothing is said. */
  silent(): Place {
    return new Place(this, this.#parts({ report: new TranslationReport() }));
  }

  /** What the `$ref` of a schema leads to, and where that stands. */
  follow(schema: JsonObject): Member | undefined {
    const { $ref } = schema;
    const document = this.origins.of(schema)?.document ?? this.document;
    const identity = typeof $ref === "string" ? this.targets.identityOf($ref, document) : undefined;
    const target = identity === undefined ? undefined : this.targets.at(identity);
    return target && { schema: target.schema, place: this.#at(target) };
  }

  #parts(change: Partial<PlaceParts>): PlaceParts {
    const { draft, origins, report, targets } = this;
    return { draft, origins, report, targets, ...change };
  }

  #at(at: { readonly document: SchemaDocument; readonly pointer: string }): Place {
    const { json } = at.document;
    const draft = at.document === this.document || !isObject(json) ? this.draft : draftOf(json);
    return new Place(at, this.#parts({ draft }));
  }

  /** A schema that was made from the one at this place. */
  made<Schema extends JsonObject>(schema: Schema): Schema {
    this.origins.set(schema, this);
    return schema;
  }

  /** The keyword means the same in its new form; said for those who ask what became of it. */
  exact(keyword: string, into: string): void {
    this.#record(keyword, "exact", into);
  }

  /** The keyword means nearly the same in its new form; the run says so and goes on. */
  approximate(keyword: string, message: string): void {
    this.#record(keyword, "approximated", message);
    this.#say("inexact-translation", "approximation", keyword, message);
  }

  /** The keyword has no form that an API server could check. */
  refuse(keyword: string, message: string, code: DiagnosticCode = "not-translatable"): void {
    this.#record(keyword, "refused", message);
    this.#say(code, "error", keyword, message);
  }

  #record(keyword: string, outcome: Outcome["outcome"], into: string): void {
    this.report.outcomes.push({ document: this.document, pointer: this.pointer, keyword, outcome, into });
  }

  #say(code: DiagnosticCode, severity: Diagnostic["severity"], keyword: string, message: string): void {
    const pointer = keyword === "" ? this.pointer : pointerTo(this.pointer, keyword);
    this.report.diagnostics.push(finding(this.document, pointer, code, message, { severity, side: "key" }));
  }
}

/** A copy of a schema without some of its keywords. */
export function omit(schema: JsonObject, ...keywords: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}

/** The members of a list; none of anything else. */
export function membersOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** The texts among some values that say something. */
export function texts(...values: readonly (JsonValue | undefined)[]): string[] {
  return values.filter((value): value is string => typeof value === "string" && value !== "");
}

/** A value in the words of a message. */
export function shown(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
