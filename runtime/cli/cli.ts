import type { WriteStream } from "node:tty";
import { CommanderError } from "commander";
import type { CommandIo, StopReason } from "./command-io.js";
import { EXIT } from "./exit-codes.js";
import { createProgram } from "./program.js";

/** Runs the command line `argv` (without node and script) on the streams of `io`; resolves with the exit code. */
export async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end the parser as well; commander has printed what there is to say.
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

/** The streams and signals of this process. */
export function processIo(): CommandIo {
  const stopping = new AbortController();
  const stop = (reason: StopReason): void => {
    stopping.abort(reason);
  };
  // Once: whoever sends a second signal does not want to wait for the broker any more.
  process.once("SIGINT", stop).once("SIGTERM", stop);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    stop("EPIPE");
  });
  const colours = { stdout: hasColours(process.stdout), stderr: hasColours(process.stderr) };
  const { stdin, stdout, stderr } = process;
  return { stdin, stdout, stderr, colours, stopped: stopping.signal };
}

/** True on a terminal that shows colours; heeds NO_COLOR and FORCE_COLOR. */
function hasColours(stream: WriteStream): boolean {
  return stream.isTTY && stream.hasColors();
}
