import type { Finding, Outcome } from "./batch.js";
import { filesOf } from "./sources.js";

/** A disagreement for people: the source, the document and both answers. */
export function describeFinding({ sources, answers }: Finding): string {
  const { server, ours, text, differences } = answers;
  const answer = ({ taken, why, spec }: { taken: boolean; why: readonly string[]; spec?: string }) =>
    [taken ? "valid" : "refused", ...why.map((each) => `  ${each}`), `  spec: ${spec ?? "(none)"}`].join("\n");
  return [
    differences.join("; "),
    describeSources(sources),
    `document: ${text}`,
    `server: ${answer(server)}`,
    `ours: ${answer(ours)}`,
  ].join("\n");
}

/** The source files of a case as they stand. */
export function describeSources(sources: Finding["sources"]): string {
  const files = Object.entries(filesOf(sources, 0)).filter(([name]) => name.endsWith(".schema.json"));
  return files.map(([name, schema]) => `${name}: ${JSON.stringify(schema)}`).join("\n");
}

/** One line about a batch. */
export function summary({ plan, pairs, taken, findings, refusedSources, refusedCrds, tried }: Outcome): string {
  const schemas = `${tried.length} schemas (${new Set(refusedSources.map(({ file }) => file)).size} refused)`;
  const documents = `${pairs} documents (${taken} valid, ${pairs - taken} refused)`;
  return `seed ${plan.seed}: ${schemas}, ${documents}, ${findings.length} disagreements, ${refusedCrds.length} CRDs refused by the server`;
}
