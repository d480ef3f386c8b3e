import { run as runCommandLine } from "../command-line.js";

/** Runs `crd` in this process. */
export function run(...argv: string[]): ReturnType<typeof runCommandLine> {
  return runCommandLine("crd", ...argv);
}
