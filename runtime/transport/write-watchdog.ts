import type { Socket } from "node:net";

/** The `code` of the error that `watchWrites` reports. */
export const WRITE_STALLED = "ERR_OCTOPUS_WRITE_STALLED";

/** How many looks per timeout: a stall is noticed at most a quarter of the timeout late. */
const LOOKS_PER_TIMEOUT = 4;

/**
 * Calls `onStall` when bytes have waited in `socket` for `timeoutMs` without any of them leaving (`writeTimeout`).
 * Such a peer is alive for TCP but has stopped reading; without this, publishes to it would never settle.
 *
 * Progress is counted in writes that the operating system has taken completely, so one message that takes longer than
 * the timeout to drain counts as stalled. `timeoutMs` 0 switches the watch off.
 */
export function watchWrites(socket: Socket, timeoutMs: number, onStall: (error: Error) => void): void {
  if (timeoutMs === 0) return;
  let sent = -1;
  let lastProgress = performance.now();
  const look = () => {
    const now = performance.now();
    // `bytesWritten` counts what was handed over, including what still waits.
    const sentNow = socket.bytesWritten - socket.writableLength;
    if (socket.writableLength === 0 || sentNow !== sent) {
      sent = sentNow;
      lastProgress = now;
    } else if (now - lastProgress >= timeoutMs) {
      onStall(stalled(socket.writableLength, timeoutMs));
    }
  };
  const timer = setInterval(look, Math.max(timeoutMs / LOOKS_PER_TIMEOUT, 1)).unref();
  socket.once("close", () => {
    clearInterval(timer);
  });
}

function stalled(waiting: number, timeoutMs: number): Error {
  const error = new Error(`the broker has not read for ${timeoutMs} ms; ${waiting} bytes are waiting (writeTimeout)`);
  return Object.assign(error, { code: WRITE_STALLED });
}
