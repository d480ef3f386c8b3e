import type { Readable, Writable } from "node:stream";

/** What ended a run early: a signal, or a reader of stdout that went away. */
export type StopReason = "SIGINT" | "SIGTERM" | "EPIPE";

/** Everything a verb may touch of the world around it; a test passes its own streams. */
export interface CommandIo {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Data only: results, rows, JSON. */
  readonly stdout: Writable;
  /** Notices and errors, for people. */
  readonly stderr: Writable;
  /** Whether escape sequences for colour may be written to a stream. */
  readonly colours: { readonly stdout: boolean; readonly stderr: boolean };
  /** Aborted when the run must end; its `reason` is a {@link StopReason}. */
  readonly stopped: AbortSignal;
}

/** Writes one line and waits until the stream has taken it, so that a slow reader slows the writer down. */
export async function writeLine(stream: Writable, line: string): Promise<void> {
  if (stream.destroyed || stream.errored) return;
  await new Promise<void>((resolve) => {
    // A write error reaches the stream's own "error" listeners; the line is lost either way.
    stream.write(`${line}\n`, () => {
      resolve();
    });
  });
}

/** Resolves once the signal is aborted; at once if it already is. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        "abort",
        () => {
          resolve();
        },
        { once: true },
      );
  });
}

/** Why the run has to end; undefined while it does not. */
export function stopReason({ stopped }: CommandIo): StopReason | undefined {
  return stopped.aborted ? (stopped.reason as StopReason) : undefined;
}
