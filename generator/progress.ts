import type { CliIo } from "./cli.js";

/** Is told what a run is about to do, such as `checking 1009 sources`. */
export type OnPhase = (doing: string) => void;

/** A run that is done by then says nothing. */
const QUIET_MS = 500;

/**
 * Does something that takes a while, and tells a person at a terminal meanwhile, in one line that is gone at the end.
 * Nothing is told where nobody watches (`CliIo.status` is absent), or for a format that programs read.
 */
export async function withProgress<Result>(
  { status }: Pick<CliIo, "status">,
  format: string,
  run: (onPhase: OnPhase) => Promise<Result>,
): Promise<Result> {
  if (!status || format !== "text") return run(() => undefined);
  const begin = performance.now();
  const isLong = () => performance.now() - begin >= QUIET_MS;
  try {
    return await run((doing) => {
      if (isLong()) status(`${doing} ...`);
    });
  } finally {
    if (isLong()) status("");
  }
}
