import type { Check, CheckError } from "./check.js";
import { describeValue, listWords, quoteName } from "./found.js";
import { genericIssue, undecidedBy } from "./generic-issues.js";
import { repeatedItem } from "./list-keys.js";
import { nearestWord } from "./nearest-word.js";
import { compareOrder, isHidden, locate, stepInto, type Place, type Rule, type Spot } from "./place.js";
import type { ValidationIssue } from "./validation-issue.js";

/** An issue on its way out, with what decides whether another one makes it superfluous. */
interface Finding {
  readonly issue: ValidationIssue;
  readonly order: readonly number[];
  /** Pointer to the value that was checked; for a missing or unknown field to that field. */
  readonly subject: string;
  readonly rule?: Rule;
  /** Of a condition: the field whose value decides what it asks for, where that is none that the schema knows. */
  readonly undecided?: string | undefined;
}

/**
 * The errors of a document, in the order of the schema; empty when it is valid. Each mistake is told once: a value of
 * the wrong type is not also told to break what its type has to fulfil.
 */
export function errorsIn(check: Check, root: Place, document: unknown): ValidationIssue[] {
  const findings = findingsOf("error", check, root, document);
  if (findings.length === 0) return [];
  const known = knownFrom(findings);
  return issuesOf(findings.filter((finding) => !isConsequence(finding, known)));
}

/** The warnings of a document; those that rest on a value which is itself an error are left out. */
export function warningsIn(advise: Check, check: Check, root: Place, document: unknown): ValidationIssue[] {
  const warnings = findingsOf("warning", advise, root, document);
  if (warnings.length === 0) return [];
  const known = knownFrom(findingsOf("error", check, root, document));
  return issuesOf(warnings.filter((finding) => !isConsequence(finding, known)));
}

function findingsOf(severity: "error" | "warning", check: Check, root: Place, document: unknown): Finding[] {
  if (check(document)) return [];
  return (check.errors ?? []).flatMap((error) => {
    const spot = locate(root, document, error.instancePath);
    const rule = error.schemaPath === undefined ? undefined : spot.place.rules?.[error.schemaPath];
    return rule ? ruleFindings(severity, rule, error, spot) : [genericFinding(severity, error, spot)];
  });
}

function genericFinding(severity: "error" | "warning", error: CheckError, spot: Spot): Finding {
  const { missingProperty, additionalProperty } = error.params ?? {};
  const field = missingProperty ?? additionalProperty ?? repeatedIndex(error, spot);
  const subject = pointerTo(error.instancePath, field);
  // A missing field is nowhere in the document, so the object that lacks it is what can be pointed at.
  const pointer = missingProperty === undefined ? subject : error.instancePath;
  const order = field === undefined ? spot.order : stepInto(spot, field).order;
  const issue = { severity, pointer, ...genericIssue(error, spot) };
  return { issue, order, subject, undecided: undecidedBy(error, spot) };
}

/** Where the item is that repeats an earlier one, if that is the error. */
function repeatedIndex({ params }: CheckError, { value }: Spot): string | undefined {
  const index =
    params?.keys && Array.isArray(value) ? repeatedItem(value as readonly unknown[], params.keys) : undefined;
  return index === undefined ? undefined : `${index}`;
}

function ruleFindings(severity: "error" | "warning", rule: Rule, error: CheckError, spot: Spot): Finding[] {
  const field = rule.at === undefined ? undefined : stepInto(spot, rule.at);
  const target = field?.value === undefined ? spot : field;
  const { code, remedy, message } = rule;
  const pointer = pointerTo(error.instancePath, target === spot ? undefined : rule.at);
  const found = describeValue(target.value, isHidden(target));
  const issue = { severity, code, pointer, found, expected: remedy, remedy, message: `${message}; ${remedy}` };
  const issues = rule.words === undefined ? [issue] : wordIssues(issue, rule, target.value);
  return issues.map((each) => ({ issue: each, order: target.order, subject: error.instancePath, rule }));
}

/** One issue for each word that is not among those the rule knows. */
function wordIssues(issue: ValidationIssue, rule: Rule, text: unknown): ValidationIssue[] {
  const { words = "", among = [], message } = rule;
  const found = typeof text === "string" ? (text.match(new RegExp(words, "gu")) ?? []) : [];
  const unknown = found.filter((word) => !among.includes(word));
  return unknown.map((word) => {
    const nearest = nearestWord(word, among);
    const expected = listWords(among.map(quoteName));
    const [remedy, advice] =
      nearest === undefined
        ? [rule.remedy, rule.remedy]
        : [`write ${quoteName(nearest)}`, `did you mean ${quoteName(nearest)}?`];
    return { ...issue, found: quoteName(word), expected, remedy, message: `${quoteName(word)}: ${message}; ${advice}` };
  });
}

/** What other findings say about places, by pointer. */
interface Known {
  /** All places that anything is found at. */
  readonly faulty: ReadonlySet<string>;
  /** Values of the wrong type, and fields that are missing. */
  readonly broken: ReadonlySet<string>;
  /** The same, and every place above them. */
  readonly aboveBroken: ReadonlySet<string>;
  /** Texts that are too short, or that a rule of their own speaks about. */
  readonly explained: ReadonlySet<string>;
}

function knownFrom(findings: readonly Finding[]): Known {
  const broken = findings.filter((finding) => !finding.rule && BREAKING.has(finding.issue.code));
  return {
    faulty: new Set(findings.map(({ subject }) => subject)),
    broken: new Set(broken.map(({ subject }) => subject)),
    aboveBroken: new Set(broken.flatMap(({ subject }) => withAncestors(subject))),
    explained: new Set(findings.filter(explains).map(({ issue }) => issue.pointer)),
  };
}

const BREAKING: ReadonlySet<string> = new Set(["wrong-type", "missing-field"]);

/** Emptiness, and a rule that reads this one field, each tell more than that the value is not as expected. */
function explains({ issue, rule }: Finding): boolean {
  if (!rule) return issue.code === "too-short";
  return rule.reads?.length === 1 && rule.reads[0] === rule.at;
}

/** True when the finding would not be there, or is told better, but for another one. */
function isConsequence({ issue, rule, subject, undecided }: Finding, known: Known): boolean {
  // A rule says nothing reliable about an object or a field that is missing or has the wrong type.
  if (rule)
    return (
      known.broken.has(subject) || (rule.reads ?? []).some((field) => known.aboveBroken.has(pointerTo(subject, field)))
    );
  if (BREAKING.has(issue.code)) return false;
  if (undecided !== undefined && known.faulty.has(pointerTo(subject, undecided))) return true;
  return known.broken.has(subject) || (issue.code === "wrong-format" && known.explained.has(subject));
}

/** `/a/b` as `/a/b` and `/a`. */
function withAncestors(pointer: string): string[] {
  const tokens = pointer.split("/");
  return tokens.slice(1).map((_, index) => tokens.slice(0, index + 2).join("/"));
}

function issuesOf(findings: readonly Finding[]): ValidationIssue[] {
  const distinct = new Map(findings.map((finding) => [identityOf(finding.issue), finding]));
  return [...distinct.values()].sort((a, b) => compareOrder(a.order, b.order)).map(({ issue }) => issue);
}

function identityOf({ code, pointer, message }: ValidationIssue): string {
  return JSON.stringify([code, pointer, message]);
}

function pointerTo(object: string, field: string | undefined): string {
  return field === undefined ? object : `${object}/${field.replace(/~/g, "~0").replace(/\//g, "~1")}`;
}
