import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseJson } from "../../generator/input/parse-json.js";

/** One finding of the API server. */
export interface Cause {
  readonly type: string;
  readonly field: string;
  readonly message: string;
}

/** What the API server makes of one object. */
export interface ObjectVerdict {
  readonly accepted: boolean;
  readonly errors: readonly Cause[] | null;
  /** Fields that were pruned; kubectl refuses them by default. */
  readonly unknownFields: readonly string[] | null;
  /** As written. */
  readonly read: unknown;
  /** After pruning and defaulting. */
  readonly stored?: Readonly<Record<string, unknown>>;
}

/** What the API server makes of a CRD and of objects of its kind. */
export interface Verdict {
  readonly crd: unknown;
  readonly accepted: boolean;
  readonly errors: readonly Cause[] | null;
  readonly strictDecoding: readonly string[] | null;
  readonly warnings: readonly string[] | null;
  readonly objects: readonly ObjectVerdict[] | null;
}

/** A CRD as YAML, with objects as JSON. */
export interface JudgeRequest {
  readonly crd: string;
  readonly objects: readonly string[];
}

export { missingGo } from "./go-program.js";

const SOURCES = fileURLToPath(new URL("verdict", import.meta.url));

/** The API server's own code as a program; see verdict/main.go. */
export class Oracle {
  private readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Compiles the program; the first time on a machine that downloads its modules. Rejects with the compiler's words.
   *
   * @param release an older one that there is a module file for, such as `1.29`; that program judges CRDs, not objects
   */
  static async build(release?: string): Promise<Oracle> {
    const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-oracle-"));
    const older = release === undefined ? [] : [`-modfile=kubernetes-${release}.mod`, "-tags=crds"];
    await run("go", ["build", "-buildvcs=false", ...older, "-o", join(folder, "verdict"), "."], "");
    return new Oracle(folder);
  }

  /** A CRD and objects are given as JSON values, or as strings that hold YAML. */
  async judge(crd: unknown, objects: readonly unknown[] = []): Promise<Verdict> {
    const answer = await run(join(this.folder, "verdict"), [], JSON.stringify({ id: "", crd, objects }));
    return parseJson(answer) as object as Verdict;
  }

  /** Judges many CRDs at once, each given as JSON text, so that 3.0 stays 3.0. */
  judgeTexts(crds: readonly string[]): Promise<Verdict[]> {
    return this.#judgeLines(crds.map((crd) => `{"id":"","objects":[],"crd":${crd}}`));
  }

  /** Judges many CRDs in one go. Objects are JSON texts, since numbers have spellings that JavaScript does not keep. */
  judgeAll(requests: readonly JudgeRequest[]): Promise<Verdict[]> {
    return this.#judgeLines(
      requests.map(({ crd, objects }) => `{"id":"","crd":${JSON.stringify(crd)},"objects":[${objects.join(",")}]}`),
    );
  }

  async #judgeLines(lines: readonly string[]): Promise<Verdict[]> {
    const answers = await run(join(this.folder, "verdict"), [], lines.join("\n"));
    return answers
      .trimEnd()
      .split("\n")
      .map((line) => parseJson(line) as object as Verdict);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

async function run(command: string, args: readonly string[], input: string): Promise<string> {
  const child = spawn(command, args, { cwd: SOURCES });
  // A program that has failed reads no more; its own words say more than the broken pipe.
  child.stdin.on("error", () => undefined).end(input);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  if (child.exitCode !== 0) throw new Error(`${command} failed: ${errors}`);
  return output;
}
