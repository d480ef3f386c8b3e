import { styleText } from "node:util";
import type { DeviceTally } from "./delivery-tally.js";
import type { ObservedMessage } from "./observer.js";

/** Shows what arrives while the demo runs. */
export interface Display {
  begin(title: string): void;
  message(tally: DeviceTally, message: ObservedMessage): void;
  /** Leaves the terminal as it was found. */
  end(): void;
}

/** A terminal, or anything else that takes text. */
export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** A table that is updated in place on a terminal that is high enough; else a line for every message. */
export function createDisplay(screen: Screen, devices: readonly DeviceTally[], colours: boolean): Display {
  const highEnough = (screen.rows ?? 24) > 2 * devices.length + 1;
  return screen.isTTY && highEnough ? liveTable(screen, devices, colours) : plainLines(screen, devices);
}

function plainLines(screen: Screen, devices: readonly DeviceTally[]): Display {
  const widest = Math.max(...devices.map(({ device }) => device.length));
  return {
    begin: (title) => screen.write(title),
    message: ({ device }, { topic, qos, payload }) => {
      const time = new Date().toISOString().slice(11, 23);
      screen.write(`${time}  ${device.padEnd(widest)}  qos ${qos}  ${topic}  ${payload}\n`);
    },
    end: () => undefined,
  };
}

const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";
const CLEAR_LINE = "\u001b[2K";
const up = (lines: number): string => `\u001b[${lines}F`;

/** Two lines per device: who, how often and where; then what it said last. */
function liveTable(screen: Screen, devices: readonly DeviceTally[], colours: boolean): Display {
  const latest = new Map<DeviceTally, ObservedMessage>();
  const draw = (): void => {
    const lines = devices.flatMap((tally) => rowsOf(tally, latest.get(tally), screen.columns ?? 80, colours));
    screen.write(lines.map((line) => `${CLEAR_LINE}${line}\n`).join(""));
  };
  return {
    begin: (title) => {
      screen.write(HIDE_CURSOR + title);
      draw();
    },
    message: (tally, message) => {
      latest.set(tally, message);
      screen.write(up(2 * devices.length));
      draw();
    },
    end: () => screen.write(SHOW_CURSOR),
  };
}

function rowsOf(tally: DeviceTally, last: ObservedMessage | undefined, width: number, colours: boolean): string[] {
  const paint = (format: "bold" | "dim" | "green", text: string): string =>
    colours ? styleText(format, text, { validateStream: false }) : text;
  const count = String(tally.received).padStart(5);
  const qos = last ? `qos ${last.qos}` : "     ";
  const room = Math.max(10, width - count.length - qos.length - tally.device.length - 6);
  const topic = fit(tally.topic, room);
  return [
    `${paint("green", count)}  ${qos}  ${paint("bold", tally.device)}  ${topic}`,
    `${" ".repeat(14)}${paint("dim", fit(last ? digest(last.payload) : "waiting ...", width - 14))}`,
  ];
}

/** A status that lists properties, as `temperature 21.5, humidity 55`; any other payload as it is. */
function digest(payload: string): string {
  const status = JSON.parse(payload) as { properties?: readonly { name: string; value: string }[] };
  return status.properties?.map(({ name, value }) => `${name} ${value}`).join(", ") ?? payload;
}

/** Text cut to a width: a wrapped line would shift the table. */
function fit(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** The table at the end: what each device published, and what the observer received of it. */
export function formatSummary(devices: readonly DeviceTally[]): string {
  const header = ["device", "published", "received", "retained"];
  const rows = devices.map((tally) => [tally.device, String(tally.published), String(tally.received), keptWord(tally)]);
  const table = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n${verdict(devices)}\n`;
}

/** What a late subscriber got: the kept status, none although one was to be kept, or none as it should be. */
function keptWord({ retain, found }: DeviceTally): string {
  if (retain) return found ? "yes" : "missing";
  return found ? "unexpected" : "no";
}

function verdict(devices: readonly DeviceTally[]): string {
  const sum = (of: (tally: DeviceTally) => number): number => devices.reduce((total, tally) => total + of(tally), 0);
  const published = sum((tally) => tally.published);
  const missing = published - sum((tally) => tally.received);
  const failures = devices.flatMap(({ device, failure }) =>
    failure === undefined ? [] : [`\n  ${device}: ${failure}`],
  );
  if (published === 0) return "Nothing was published.";
  if (missing === 0) return `All ${published} statuses arrived.`;
  return `${missing} of ${published} statuses did not arrive.${failures.join("")}`;
}
