import { type CommandIo, writeLine } from "./command-io.js";
import type { CommandFailure } from "./exit-codes.js";
import { formatProblem, painter, type Problem, problemJson } from "./problem.js";

/** Speaks to the user on stderr: sentences, or one JSON object a line under `--json`. */
export interface Report {
  /** Something good to know. JSON: `{ "notice": text }`. */
  notice(text: string): Promise<void>;
  /** What is wrong with a file. JSON: `{ "problem": { severity, code, message, file, line, column, pointer } }`. */
  problems(problems: readonly Problem[]): Promise<void>;
  /** Why the verb ends. JSON: `{ "error": { code, message } }`. */
  failure(failure: CommandFailure): Promise<void>;
}

/** A report on the stderr of `io`. */
export function createReport(io: CommandIo, json: boolean): Report {
  const colours = io.colours.stderr;
  const write = (text: string, data: object): Promise<void> => writeLine(io.stderr, json ? JSON.stringify(data) : text);
  const problems = async (found: readonly Problem[]): Promise<void> => {
    for (const problem of found) await write(formatProblem(problem, colours), { problem: problemJson(problem) });
  };
  return {
    notice: (notice) => write(notice, { notice }),
    problems,
    failure: async (failure) => {
      const { code, message } = failure;
      await problems(failure.problems);
      const label = painter(colours)("red", "error");
      await write(`octopus-mqtt: ${label} ${code}: ${message}`, { error: { code, message } });
    },
  };
}
