import type { Load } from "./load.js";
import type { ReceiverName } from "./receivers.js";

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

/** What a process must reach: the median of its measure in all rounds, or of a ratio that is taken in each of them. */
export interface Target {
  readonly ours: string;
  /** The process whose measure in the same round it is divided by; `slowest / fastest` divides its own least by its greatest. */
  readonly theirs?: string;
  /** The process whose measure is taken off both before. */
  readonly above?: string;
  /** Default: `rate`. */
  readonly measure?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What `theirs` says for a ratio of the least and the greatest measure of the same process. */
export const OWN_FASTEST = "its fastest run";

/** Processes with the same work, in turn. */
export interface Row {
  readonly name: string;
  readonly receiver: ReceiverName;
  readonly load: Omit<Load, "port" | "store">;
  readonly processes: readonly string[];
  readonly columns: readonly Column[];
  readonly targets: readonly Target[];
  /** Default: what the command line says. */
  readonly rounds?: number;
}
