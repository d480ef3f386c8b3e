import { spreadOf, type Spread } from "../codegen/measure.js";
import type { Figures } from "./load.js";
import { OWN_FASTEST, type Column, type Target } from "./row.js";

/** What each publisher reported, by its name and round by round. */
export type Results = ReadonlyMap<string, readonly Figures[]>;

/** Medians of what was measured, with minimum and maximum. */
export function tableOf(results: Results, columns: readonly Column[]): string {
  const head = ["", ...columns.map(({ title }) => title)];
  const rows = [...results].map(([name, rounds]) => [
    name,
    ...columns.map(({ measure, digits }) =>
      spreadText(spreadOf(rounds.map((round) => valueOf(round, measure))), digits),
    ),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  return [head, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("");
}

/** A target and whether it is met; undefined where a publisher did not run. */
export interface Verdict {
  readonly met: boolean;
  readonly text: string;
}

/** Holds the median against the target. */
export function verdictOf(results: Results, target: Target): Verdict | undefined {
  const { ours, theirs, above, measure = "rate", atLeast = -Infinity, atMost = Infinity } = target;
  const valuesOf = (name: string) => results.get(name)?.map((round) => valueOf(round, measure));
  const [our, their] = [valuesOf(ours), theirs === undefined ? undefined : valuesOf(theirs)];
  if (our === undefined || (their === undefined && theirs !== undefined && theirs !== OWN_FASTEST)) return undefined;
  const base = above === undefined ? undefined : valuesOf(above);
  const spread = theirs === OWN_FASTEST ? ownSpread(our) : spreadOf(ratios(our, their, base));
  const met = spread.median >= atLeast && spread.median <= atMost;
  const what = [theirs === undefined ? ours : `${ours} / ${theirs}`, above && `above ${above}`, measure];
  const bound = atLeast > -Infinity ? `at least ${atLeast}` : `at most ${atMost}`;
  const text = `${what.filter(Boolean).join(", ")}: ${spreadText(spread, 2)}, ${bound}`;
  return { met, text: `${met ? "met" : "MISSED"}: ${text}` };
}

function ratios(our: readonly number[], their?: readonly number[], base?: readonly number[]): number[] {
  return our.map((value, round) => {
    const off = base?.[round] ?? 0;
    return their === undefined ? value : (value - off) / ((their[round] ?? Number.NaN) - off);
  });
}

function ownSpread(values: readonly number[]): Spread {
  const { min, max } = spreadOf(values);
  return spreadOf([min / max]);
}

function spreadText({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}

function valueOf(figures: Figures, measure: string): number {
  return figures[measure] ?? Number.NaN;
}
