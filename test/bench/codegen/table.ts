import { spreadOf, type Cost, type Spread } from "./measure.js";

/** The costs of each run by its name, round by round, for each number of types. */
export type Results = ReadonlyMap<number, ReadonlyMap<string, readonly Cost[]>>;

const PEERS = ["json-schema-to-typescript", "quicktype"];

/** One row per size and run: time and memory, and how they compare with the peers' in the same round. */
export function tableOf(results: Results): string {
  const head = ["types", "run", "ms", "ms of processor", "MiB", ...PEERS.map((peer) => `time of ${peer} / ours`)];
  const rows = [...results].flatMap(([size, runs]) =>
    [...runs].map(([name, costs]) => [
      String(size),
      name,
      spreadText(spreadOf(costs.map(({ milliseconds }) => milliseconds)), 0),
      spreadText(spreadOf(costs.map(({ processorMilliseconds }) => processorMilliseconds)), 0),
      spreadOf(costs.map(({ mebibytes }) => mebibytes)).median.toFixed(0),
      ...PEERS.map((peer) => (PEERS.includes(name) ? "" : ratioText(costs, runs.get(peer) ?? []))),
    ]),
  );
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0), title.length),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  return [head, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("");
}

function ratioText(ours: readonly Cost[], theirs: readonly Cost[]): string {
  return spreadText(spreadOf(ours.map((cost, round) => (theirs[round]?.milliseconds ?? 0) / cost.milliseconds)), 2);
}

function spreadText({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}

/** A target of ours, and whether it was met. */
export interface Verdict {
  readonly met: boolean;
  readonly text: string;
}

/** Longest median times at 1,000 types, in milliseconds, on two cores. */
const TARGETS: Readonly<Record<string, number>> = { full: 3000, "no-op": 150, "one leaf": 400 };

/** How much ten times the types may cost: ten times as much, and no more but for the noise of measuring. */
const GROWTH = 10.5;

/** The targets that the measured sizes tell about. */
export function verdictsOf(results: Results): Verdict[] {
  const thousand = results.get(1000);
  const times = Object.entries(TARGETS).flatMap(([name, limit]) => {
    const costs = thousand?.get(name);
    return costs ? [verdict(`${name} run of 1000 types`, medianTime(costs), limit, "ms")] : [];
  });
  const hundred = results.get(100)?.get("full");
  const full = thousand?.get("full");
  const growth =
    hundred && full
      ? [verdict("full run of 1000 types / of 100", medianTime(full) / medianTime(hundred), GROWTH, "times")]
      : [];
  return [...times, ...growth];
}

function medianTime(costs: readonly Cost[]): number {
  return spreadOf(costs.map(({ milliseconds }) => milliseconds)).median;
}

function verdict(what: string, value: number, limit: number, unit: string): Verdict {
  const met = value <= limit;
  return {
    met,
    text: `${met ? "met" : "MISSED"}: ${what}: ${value.toFixed(unit === "ms" ? 0 : 1)} ${unit}, at most ${limit}`,
  };
}
