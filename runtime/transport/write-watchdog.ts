/** How many looks per timeout: a stall is noticed at most a quarter of the timeout late. */
const LOOKS_PER_TIMEOUT = 4;

/** A way to the broker that is watched. */
export interface WatchedWay {
  /** How many bytes wait to leave. */
  readonly writableLength: number;
  once(event: "close", listener: () => void): unknown;
}

/**
 * Calls `onStall` when bytes have waited in `way` for `timeoutMs` without any of them leaving (`writeTimeout`).
 * Such a peer is alive for TCP but has stopped reading; without this, publishes to it would never settle. `timeoutMs` 0
 * switches the watch off. `progress` gives something else whenever bytes have left.
 */
export function watchWrites<W extends WatchedWay>(
  way: W,
  progress: (way: W) => string | number,
  timeoutMs: number,
  onStall: (error: Error) => void,
): void {
  if (timeoutMs === 0) return;
  let seen: string | number = "";
  let lastProgress = performance.now();
  const look = () => {
    const now = performance.now();
    const seenNow = progress(way);
    if (way.writableLength === 0 || seenNow !== seen) {
      seen = seenNow;
      lastProgress = now;
    } else if (now - lastProgress >= timeoutMs) {
      onStall(stalled(way.writableLength, timeoutMs));
    }
  };
  const timer = setInterval(look, Math.max(timeoutMs / LOOKS_PER_TIMEOUT, 1));
  way.once("close", () => {
    clearInterval(timer);
  });
}

function stalled(waiting: number, timeoutMs: number): Error {
  const error = new Error(`the broker has not read for ${timeoutMs} ms; ${waiting} bytes are waiting (writeTimeout)`);
  return Object.assign(error, { code: "ERR_OCTOPUS_WRITE_STALLED" });
}
