import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A script of the repository that runs in a process of its own. */
export interface ScriptProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves when the process has ended and its output is complete. */
  readonly result: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>;
  /** Resolves when stdout or stderr holds `text`; rejects if the process ends before. */
  printed(stream: "stdout" | "stderr", text: string): Promise<void>;
  /** What was printed so far. */
  text(stream: "stdout" | "stderr"): string;
}

/** Runs a TypeScript file as `npx tsx FILE` would, its streams piped. */
export function spawnScript(file: string, argv: readonly string[]): ScriptProcess {
  const child = spawn(process.execPath, ["--import", "tsx", file, ...argv], { cwd: ROOT });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => (text[name] += chunk));
  }
  const result = new Promise<Awaited<ScriptProcess["result"]>>((resolve) => {
    child.once("close", (code, signal) => {
      resolve({ code, signal, ...text });
    });
  });
  const printed: ScriptProcess["printed"] = (name, wanted) =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (text[name].includes(wanted)) resolve();
      };
      check();
      child[name].on("data", check);
      void result.then((end) => {
        reject(new Error(`ended without printing ${wanted}: ${JSON.stringify(end)}`));
      });
    });
  return { child, result, printed, text: (name) => text[name] };
}
