import type { Diagnostic } from "../../../generator/diagnostics.js";
import type { Oracle } from "../verdict.js";
import { answersTo, type Answers } from "./compare.js";
import { compileCases, type Compiled } from "./compile.js";
import type { Draft } from "./json-text.js";
import { randomDocument } from "./random-document.js";
import { randomCase } from "./random-schema.js";
import { Random } from "./random.js";
import { follower, type CaseSources } from "./sources.js";

/** How much one batch tries. The same plan tries the same. */
export interface Plan {
  readonly seed: number;
  readonly schemas: number;
  /** For each schema. */
  readonly documents: number;
}

/** A schema with a document that the server and our code disagree about. */
export interface Finding {
  readonly sources: CaseSources;
  readonly spec: Draft | undefined;
  readonly answers: Answers;
}

/** What a batch found. */
export interface Outcome {
  readonly plan: Plan;
  /** How many documents were judged, and how many of these were valid. */
  readonly pairs: number;
  readonly taken: number;
  readonly findings: readonly Finding[];
  /** Random sources that the generator refuses, other than for a default that does not fit. */
  readonly refusedSources: readonly Diagnostic[];
  /** Sources that the generator takes, but whose CRD the server refuses, with its reasons. */
  readonly refusedCrds: readonly { readonly sources: CaseSources; readonly reasons: readonly string[] }[];
  /** What was compiled, for others to judge the same documents. */
  readonly tried: readonly { readonly compiled: Compiled; readonly specs: readonly (Draft | undefined)[] }[];
}

/** Compiles random schemas, writes random documents for each, and compares our answers with the server's. */
export async function runBatch(oracle: Oracle, plan: Plan): Promise<Outcome> {
  const random = new Random(plan.seed);
  const cases = Array.from({ length: plan.schemas }, () => randomCase(random));
  const compilation = await compileCases(cases);
  const tried = compilation.cases
    .filter((compiled) => compiled !== undefined)
    .map((compiled) => ({ compiled, specs: randomSpecs(random, compiled.sources, plan.documents) }));
  const judged = await answersTo(oracle, tried);
  const pairs = tried.flatMap(({ compiled: { sources }, specs }, index) => {
    const answers = judged[index];
    if (!answers || "refused" in answers) return [];
    return answers.map((each, position) => ({ sources, spec: specs[position], answers: each }));
  });
  return {
    plan,
    pairs: pairs.length,
    taken: pairs.filter(({ answers }) => answers.server.taken).length,
    findings: pairs.filter(({ answers }) => answers.differences.length > 0),
    refusedSources: compilation.refusals,
    refusedCrds: tried.flatMap(({ compiled: { sources } }, index) => {
      const answers = judged[index];
      return answers && "refused" in answers ? [{ sources, reasons: answers.refused }] : [];
    }),
    tried,
  };
}

/** The first document is an object without a `spec`, since its default is worth a look too. */
function randomSpecs(random: Random, { spec, parts }: CaseSources, count: number): (Draft | undefined)[] {
  const follow = follower(parts);
  return Array.from({ length: count }, (_, index) => (index === 0 ? undefined : randomDocument(random, spec, follow)));
}
