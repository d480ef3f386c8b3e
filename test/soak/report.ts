import type { Sample } from "./watch.js";
import type { SoakResult } from "./soak.js";

/** What has to hold of the event loop, in milliseconds. */
const MOST_DELAY_MS = 50;
/**
 * A shorter run says nothing of memory: the collector settles only after some five minutes. In one of ten minutes the
 * process went from 246 to 294 MB at most in its first five, and stayed between 207 and 216 MB afterwards.
 */
const SECONDS_TO_JUDGE_MEMORY = 500;
/** By how much the memory of the last third may be more than that of the first: less than would show in a day. */
const MOST_GROWTH = 0.1;

/** The result as a table of text. */
export function report(result: SoakResult): string {
  const rows: [string, string][] = [
    ["statuses published", String(result.published)],
    ["lost", String(result.lost)],
    ["duplicated (QoS 1 may)", String(result.duplicated)],
    ["out of order", String(result.outOfOrder)],
    ["cuts of all links", String(result.cuts)],
    ["all devices connected after, s", result.startSeconds.toFixed(1)],
    ["memory, first and last third, MB", thirds(result.samples).map(medianMb).map(Math.round).join(" -> ")],
    ["event loop delay p99, median and most, ms", delays(result.samples)],
    ["connected at the end", String(result.samples.at(-1)?.connected)],
  ];
  const width = Math.max(...rows.map(([title]) => title.length));
  return rows.map(([title, value]) => `${title.padEnd(width)}  ${value}`).join("\n");
}

/** What is not as it has to be, as sentences. */
export function complaints({ lost, outOfOrder, samples }: SoakResult): string[] {
  const [first = 0, last = 0] = thirds(samples).map(medianMb);
  const isLong = (samples.at(-1)?.seconds ?? 0) >= SECONDS_TO_JUDGE_MEMORY;
  const slowest = Math.max(...samples.map(({ eventLoopP99Ms }) => eventLoopP99Ms));
  return [
    ...(lost > 0 ? [`${lost} statuses were lost`] : []),
    ...(outOfOrder > 0 ? [`${outOfOrder} statuses came out of order`] : []),
    ...(isLong && last > first * (1 + MOST_GROWTH)
      ? [`memory grew from ${first.toFixed(0)} to ${last.toFixed(0)} MB`]
      : []),
    ...(slowest >= MOST_DELAY_MS ? [`the event loop was late by ${slowest.toFixed(0)} ms (p99)`] : []),
  ];
}

/** The first and the last third of the samples. */
function thirds(samples: readonly Sample[]): (readonly Sample[])[] {
  const third = Math.max(1, Math.floor(samples.length / 3));
  return [samples.slice(0, third), samples.slice(-third)];
}

function medianMb(samples: readonly Sample[]): number {
  return median(samples.map(({ rssMb }) => rssMb));
}

function delays(samples: readonly Sample[]): string {
  const all = samples.map(({ eventLoopP99Ms }) => eventLoopP99Ms);
  return `${median(all).toFixed(1)} and ${Math.max(...all).toFixed(1)}`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
