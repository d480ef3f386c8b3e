import type { Socket } from "node:net";

/** How many looks per timeout: a stall is noticed at most a quarter of the timeout late. */
const LOOKS_PER_TIMEOUT = 4;

/**
 * Calls `onStall` when bytes have waited in `socket` for `timeoutMs` without any of them leaving (`writeTimeout`).
 * Such a peer is alive for TCP but has stopped reading; without this, publishes to it would never settle. `timeoutMs` 0
 * switches the watch off.
 */
export function watchWrites(socket: Socket, timeoutMs: number, onStall: (error: Error) => void): void {
  if (timeoutMs === 0) return;
  let seen = "";
  let lastProgress = performance.now();
  const look = () => {
    const now = performance.now();
    const seenNow = progress(socket);
    if (socket.writableLength === 0 || seenNow !== seen) {
      seen = seenNow;
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

/**
 * What differs when bytes have left: the bytes of writes that the operating system has taken completely (`bytesWritten`
 * counts what was handed over, including what still waits), and what it has taken of the write under way. The latter
 * Node keeps to itself, though its own socket timeout goes by it; without it, a message that takes longer than the
 * timeout would be taken for a stall, sent again, and taken for one again.
 */
function progress(socket: Socket): string {
  const { _handle: handle } = socket as Socket & { _handle?: { writeQueueSize?: number } | null };
  return `${socket.bytesWritten - socket.writableLength} ${handle?.writeQueueSize ?? 0}`;
}

function stalled(waiting: number, timeoutMs: number): Error {
  const error = new Error(`the broker has not read for ${timeoutMs} ms; ${waiting} bytes are waiting (writeTimeout)`);
  return Object.assign(error, { code: "ERR_OCTOPUS_WRITE_STALLED" });
}
