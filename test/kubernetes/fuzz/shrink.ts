import type { SourceSchema } from "../../../generator/input/schema-document.js";
import type { Oracle } from "../verdict.js";
import { answersTo } from "./compare.js";
import { compileCases, type Compiled } from "./compile.js";
import type { Finding } from "./batch.js";
import { isList, isObject, type Draft } from "./json-text.js";

/** How many smaller schemas are compiled at once: one run of the generator costs about as much as ten schemas more. */
const AT_ONCE = 30;

/** The same disagreement, or another of its kind, in a document and a schema that are as small as it gets. */
export async function shrink(oracle: Oracle, finding: Finding, rounds = 12): Promise<Finding> {
  let smallest = await shrinkDocument(oracle, finding);
  for (let round = 0; round < rounds; round++) {
    const smaller = await smallerSchema(oracle, smallest);
    if (!smaller) return smallest;
    smallest = await shrinkDocument(oracle, smaller);
  }
  return smallest;
}

async function shrinkDocument(oracle: Oracle, finding: Finding): Promise<Finding> {
  const { cases } = await compileCases([finding.sources]);
  const [compiled] = cases;
  if (!compiled) return finding;
  let smallest = finding;
  for (;;) {
    const smaller: Finding | undefined = await smallerDocument(oracle, compiled, smallest);
    if (!smaller) return smallest;
    smallest = smaller;
  }
}

async function smallerDocument(oracle: Oracle, compiled: Compiled, finding: Finding): Promise<Finding | undefined> {
  if (finding.spec === undefined) return undefined;
  const specs = [undefined, ...smallerDrafts(finding.spec)];
  const [answers] = await answersTo(oracle, [{ compiled, specs }]);
  if (!answers || "refused" in answers) return undefined;
  const index = answers.findIndex(({ differences }) => differences.length > 0);
  const found = answers[index];
  return found && { sources: compiled.sources, spec: specs[index], answers: found };
}

async function smallerSchema(oracle: Oracle, { sources, spec }: Finding): Promise<Finding | undefined> {
  const candidates = (
    smallerDrafts(sources as unknown as Draft) as unknown as { spec?: SourceSchema; parts?: object }[]
  )
    .filter((candidate) => candidate.spec !== undefined && candidate.parts !== undefined)
    .sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
  for (let start = 0; start < candidates.length; start += AT_ONCE) {
    const { cases } = await compileCases(candidates.slice(start, start + AT_ONCE) as Finding["sources"][]);
    const sound = cases.filter((compiled) => compiled !== undefined);
    const judged = await answersTo(
      oracle,
      sound.map((compiled) => ({ compiled, specs: [spec] })),
    );
    for (const [index, answers] of judged.entries()) {
      const compiled = sound[index];
      const found = "refused" in answers ? undefined : answers[0];
      if (compiled && found && found.differences.length > 0) return { sources: compiled.sources, spec, answers: found };
    }
  }
  return undefined;
}

/** The draft with one thing less, the largest cuts first. */
function smallerDrafts(draft: Draft): Draft[] {
  if (isList(draft)) {
    const cut = draft.map((_, index) => draft.toSpliced(index, 1));
    return [...cut, ...draft.flatMap((item, index) => smallerDrafts(item).map((less) => draft.with(index, less)))];
  }
  if (isObject(draft)) {
    const entries = Object.entries(draft);
    const cut = entries.map((_, index) => Object.fromEntries(entries.toSpliced(index, 1)));
    const inner = entries.flatMap(([key, member], index) =>
      smallerDrafts(member).map((less) => Object.fromEntries(entries.with(index, [key, less]))),
    );
    return [...cut, ...inner];
  }
  return typeof draft === "string" && draft.length > 1 ? [draft.slice(0, draft.length / 2), draft.slice(1)] : [];
}
