import type { Result } from "./run.js";

/** A result with what it was got under. */
export interface Row extends Result {
  readonly fault: string;
  readonly broker: string;
}

const COLUMNS: readonly (readonly [title: string, cell: (row: Row) => string])[] = [
  ["fault", ({ fault }) => fault],
  ["broker", ({ broker }) => broker],
  ["client", ({ client }) => client],
  ["QoS", ({ qos }) => String(qos)],
  ["clean", ({ cleanSession }) => (cleanSession ? "yes" : "no")],
  ["store", ({ client, store }) => (client === "octopus-mqtt" ? store.type : "memory")],
  ["called", ({ called }) => String(called)],
  ["failed", ({ rejected }) => String(rejected)],
  ["unsettled", ({ unsettled }) => String(unsettled)],
  ["lost", ({ lost }) => String(lost)],
  ["duplicated", ({ duplicated }) => String(duplicated)],
  ["out of order", ({ outOfOrder }) => String(outOfOrder)],
  ["cuts", ({ cuts }) => String(cuts)],
  ["seconds", ({ seconds }) => seconds.toFixed(1)],
];

/** The rows as a table of text. */
export function table(rows: readonly Row[]): string {
  const lines = [COLUMNS.map(([title]) => title), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}

/**
 * What is not zero and has to be, as sentences: with the SDK, nothing may stay unsettled; of QoS 1 and 2 nothing may
 * fail, be lost or come out of order; of QoS 2 nothing may come twice where the session is kept, unless the broker
 * cannot do that (`exactlyOnce`).
 */
export function violations(rows: readonly Row[], exactlyOnce: boolean): string[] {
  return rows
    .filter(({ client }) => client === "octopus-mqtt")
    .flatMap((row) => {
      const { qos, cleanSession, store, unsettled, rejected, lost, duplicated, outOfOrder } = row;
      const kept = qos > 0 && { failed: rejected, lost, outOfOrder };
      const once = qos === 2 && !cleanSession && exactlyOnce && { duplicated };
      const what = `QoS ${qos}, cleanSession ${cleanSession}, ${store.type}`;
      const counts = Object.entries({ unsettled, ...kept, ...once });
      return counts.filter(([, count]) => count !== 0).map(([name, count]) => `${what}: ${count} ${name}`);
    });
}
