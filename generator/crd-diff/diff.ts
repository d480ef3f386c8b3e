import { finding, type Change, type Finding, type Steps, type Subject } from "./change.js";
import { compareCrds } from "./compare/compare-crds.js";
import { compareSchemas } from "./compare/compare-schemas.js";
import { compareVersions, removedVersion } from "./compare/compare-versions.js";
import { severityOf, type DiffConfig } from "./config.js";
import { SCHEMA_STEPS, versionsOf, type CrdVersion, type Item, type Side } from "./crd-item.js";
import { matchCrds, matchTypes } from "./match.js";
import { BOUND_RULES } from "./rules/bounds.js";
import { groupOf, RULES, type RuleName } from "./rules/rules.js";
import { VALUE_RULES } from "./rules/values.js";
import { fieldPath } from "./schema-path.js";

/**
 * What would hurt someone if NEW took OLD's place, and what would not, in the order of the documents. Changes that the
 * configuration ignores are left out.
 */
export function diffSides(old: Side, next: Side, config: DiffConfig): Change[] {
  const crds = matchCrds(old.crds, next.crds);
  const types = matchTypes(old, next);
  const changes = [
    ...crds.pairs.flatMap(([before, after]) => diffCrd(before, after)),
    ...crds.removed.map((item) => aboutWhole("crd", item, finding("crdRemoval", [], item.name, undefined))),
    ...crds.added.map((item) => aboutWhole("crd", item, finding("crdAddition", [], undefined, item.name))),
    ...types.pairs.flatMap(([before, after]) => diffType(before, after)),
    ...types.removed.map((item) => aboutWhole("type", item, finding("typeRemoval", [], item.name, undefined))),
    ...types.added.map((item) => aboutWhole("type", item, finding("typeAddition", [], undefined, item.name))),
  ];
  return changes.flatMap((change) => {
    const severity = severityOf(change.rule, config);
    return severity === "ignore" ? [] : [{ ...change, severity }];
  });
}

/** What a finding is about, and how its place is written and found. */
interface Context {
  readonly subject: Subject;
  readonly version?: string;
  readonly path: (at: Steps) => string;
  readonly item: Item;
  /** From the item's content to the value that was compared. */
  readonly base: Steps;
}

function change(found: Finding, { subject, version, path, item, base }: Context): Change {
  const { severity, advice } = RULES[found.rule];
  return {
    ...found,
    severity,
    advice,
    subject,
    ...(version === undefined ? {} : { version }),
    path: path(found.at),
    place: item.locate([...base, ...found.at, ...keywordOf(found.rule)]),
  };
}

/** The keyword that a rule about a value has its name from: in a file, its line is the one that changed. */
function keywordOf(rule: RuleName): Steps {
  return rule in BOUND_RULES || rule in VALUE_RULES ? [groupOf(rule)] : [];
}

function aboutWhole(kind: Subject["kind"], item: Item, found: Finding): Change {
  return change(found, { subject: { kind, name: item.name }, path: () => "", item, base: [] });
}

function diffType(old: Item, next: Item): Change[] {
  const context = { subject: { kind: "type", name: old.name } as const, path: fieldPath, item: next, base: [] };
  return schemaFindings(old.content, next.content).map((found) => change(found, context));
}

function diffCrd(old: Item, next: Item): Change[] {
  const subject = { kind: "crd", name: old.name } as const;
  const whole = { subject, path: dotted, item: next, base: [] };
  const [before, after] = [versionsOf(old.content), versionsOf(next.content)];
  const removed = before.filter(({ name }) => !after.some((version) => version.name === name));
  const added = after.filter(({ name }) => !before.some((version) => version.name === name));
  return [
    ...compareCrds(old.content, next.content).map((found) => change(found, whole)),
    ...removed.map((version) => change(removedVersion(version), { ...whole, version: version.name })),
    ...before.flatMap((version) => {
      const now = after.find(({ name }) => name === version.name);
      return now ? diffVersion(version, now, subject, next) : [];
    }),
    ...added.map((version) =>
      change(finding("versionAddition", version.at, undefined, version.name), { ...whole, version: version.name }),
    ),
  ];
}

function diffVersion(old: CrdVersion, next: CrdVersion, subject: Subject, item: Item): Change[] {
  const version = { subject, version: next.name, item, path: dotted, base: next.at };
  const schema = { ...version, path: fieldPath, base: [...next.at, ...SCHEMA_STEPS] };
  // A schema that nobody could read, write or store objects by hurts nobody.
  const matters = old.served || old.stored;
  return [
    ...compareVersions(old, next).map((found) => change(found, version)),
    ...(matters ? schemaFindings(old.schema, next.schema).map((found) => change(found, schema)) : []),
  ];
}

function schemaFindings(old: Item["content"], next: Item["content"]): Finding[] {
  return compareSchemas({ old, new: next, at: [], inJunctor: false });
}

/** `spec.names.kind`; indexes are left out, since the version is told beside it. */
function dotted(at: Steps): string {
  return at.filter((step) => typeof step === "string").join(".");
}
