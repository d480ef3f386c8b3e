import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { repositoryRoot } from "../../repository/imports.js";
import { folderWith } from "../source-folder.js";

/** `script` (util-linux) gives a program a terminal. */
const hasTerminal = spawnSync("script", ["--version"]).status === 0;
const whyNot = "needs the program script (Debian package bsdutils)";

const ENTER = "\r";
const CTRL_C = "\u0003";

/** Runs `init` on a terminal; each answer is typed once its question is there. Resolves to the exit code. */
async function initOnTerminal(folder: string, dialogue: readonly (readonly [question: string, keys: string])[]) {
  const tsx = join(repositoryRoot, "node_modules/tsx/dist/loader.mjs");
  const command = `stty cols 100; '${process.execPath}' --import '${tsx}' '${join(repositoryRoot, "generator/bin.ts")}' init`;
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], { cwd: folder });
  onTestFinished(() => void child.kill("SIGKILL"));
  const left = [...dialogue];
  let shown = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    const [next] = left;
    if (!next || !shown.includes(next[0])) return;
    left.shift();
    shown = "";
    child.stdin.write(next[1]);
  });
  const [code] = (await once(child, "exit")) as [number];
  return { code, unanswered: left.length };
}

describe("init on a terminal", () => {
  const onTerminal = test.skipIf(!hasTerminal && process.env.CI !== "true");

  onTerminal(hasTerminal ? "asks, and takes what is typed" : `asks (skipped: ${whyNot})`, async () => {
    expect(hasTerminal, whyNot).toBe(true);
    const folder = await folderWith({});
    const outcome = await initOnTerminal(folder, [
      ["How do you want to write", ENTER],
      ["What is your device called", `Pump${ENTER}`],
      ["Which folder holds the schemas", `src/schemas${ENTER}`],
      ["Which folder takes the output", ENTER],
      ["Add npm scripts", ENTER],
      ["Write a GitHub workflow", `y`],
    ]);
    expect(outcome).toEqual({ code: 0, unanswered: 0 });
    expect(await readFile(join(folder, "src/schemas/pump.schema.json"), "utf8")).toContain('"title": "Pump"');
    expect(await readFile(join(folder, "octopus-mqtt.config.ts"), "utf8")).toContain('schema: "src/schemas"');
    expect(existsSync(join(folder, ".github/workflows/octopus-mqtt-codegen.yaml"))).toBe(true);
    expect(existsSync(join(folder, "package.json"))).toBe(true);
  });

  onTerminal(hasTerminal ? "writes nothing when the user has had enough" : `stops (skipped: ${whyNot})`, async () => {
    expect(hasTerminal, whyNot).toBe(true);
    const folder = await folderWith({});
    const outcome = await initOnTerminal(folder, [
      ["How do you want to write", ENTER],
      ["What is your device called", CTRL_C],
    ]);
    expect(outcome).toEqual({ code: 1, unanswered: 0 });
    expect(await readdir(folder)).toEqual([]);
  });
});
