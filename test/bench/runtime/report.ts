import { spreadOf, type Figures, type Spread } from "./load.js";
import type { Target } from "./rows.js";

/** What each publisher reported, by its name and round by round. */
export type Results = ReadonlyMap<string, readonly Figures[]>;

/** A column of a table: a measure and how many digits it has behind the point. */
export interface Column {
  readonly measure: string;
  readonly title: string;
  readonly digits: number;
}

/** The columns of the rows in which publishers publish. */
export const RATES: readonly Column[] = [
  { measure: "rate", title: "messages/s", digits: 0 },
  { measure: "microseconds", title: "µs of processor each", digits: 1 },
];

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

/** The median of the ratios of each round, held against the target. */
export function verdictOf(results: Results, target: Target): Verdict | undefined {
  const { ours, theirs, measure = "rate" } = target;
  const [our, their] = [results.get(ours), results.get(theirs)];
  if (our === undefined || their === undefined) return undefined;
  const ratios = our.map((round, index) => valueOf(round, measure) / valueOf(their[index] ?? {}, measure));
  const what = measure === "rate" ? "" : `, ${measure}`;
  return judge(`${ours} / ${theirs}${what}`, spreadOf(ratios), target);
}

/** Holds the median of a value against a bound. */
export function judge(
  what: string,
  spread: Spread,
  { atLeast = -Infinity, atMost = Infinity }: { readonly atLeast?: number; readonly atMost?: number },
): Verdict {
  const met = spread.median >= atLeast && spread.median <= atMost;
  const bound = atLeast > -Infinity ? `at least ${atLeast}` : `at most ${atMost}`;
  return { met, text: `${met ? "met" : "MISSED"}: ${what}: ${spreadText(spread, 2)}, ${bound}` };
}

function spreadText({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}

function valueOf(figures: Figures, measure: string): number {
  return figures[measure] ?? Number.NaN;
}
