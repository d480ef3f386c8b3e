import type { CliIo } from "./cli.js";

/**
 * Is told what a run is about to do, such as `checking 1009 sources`.
 *
 * @param size how many sources or types it is about, where that is known
 */
export type OnPhase = (doing: string, size?: number) => void;

/** A run that is done by then says nothing. */
const QUIET_MS = 500;

/** With so many it takes longer. What is long keeps the thread busy, so that nothing can be told in the middle of it. */
const MANY = 100;

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
    return await run((doing, size = 0) => {
      if (size >= MANY || isLong()) status(`${doing} ...`);
    });
  } finally {
    if (isLong()) status("");
  }
}
