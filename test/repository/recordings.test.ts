import { execFile } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { folderWith } from "../generator/source-folder.js";
import { repositoryRoot } from "./imports.js";
import { readmeBlock } from "./readme.js";

const run = promisify(execFile);

/** Text with what differs from run to run taken out: numbers (times and ports too), and the width of columns. */
function shape(text: string): string[] {
  const lines = text.split("\n").map((line) => line.replace(/\d+(?:[.,:]\d+)*/g, "N").replace(/ {2,}/g, "  "));
  return lines.map((line) => line.trimEnd()).filter((line) => line !== "");
}

/** The lines of a recording that the output has not, in that order. A line `...` stands for any, `...` at an end for its rest. */
function notPrinted(recording: string, output: string): string[] {
  const printed = shape(output);
  let from = 0;
  return shape(recording).filter((line) => {
    if (line === "...") return false;
    const start = line.endsWith("...") ? line.slice(0, -3) : undefined;
    const at = printed.findIndex((each, index) => index >= from && (start ? each.startsWith(start) : each === line));
    if (at >= 0) from = at + 1;
    return at < 0;
  });
}

describe("the README's recordings of a terminal", () => {
  test("that of npm start is what it prints", async () => {
    const recording = readmeBlock("text", "statuses arrived");
    const argv = ["start", "--", "--for", "2s"];
    const { stdout } = await run("npm", argv, { cwd: repositoryRoot, timeout: 60_000 });
    expect(stdout).toMatch(/^generated: \d+ files from \d+ schemas/m);
    expect(notPrinted(recording, stdout)).toEqual([]);
  }, 90_000);

  test("that of an error is what generate prints, to the letter", async () => {
    const recording = readmeBlock("text", "unknown-keyword");
    const folder = await folderWith({
      "schema/thermometer.schema.json": readmeBlock("json", "Thermometer").replace('"required"', '"requird"'),
    });
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(repositoryRoot, "runtime"), join(folder, "node_modules/octopus-mqtt"));
    const bin = join(repositoryRoot, "generator/dist/generator/bin.js");
    const failed = await run("node", [bin, "generate"], { cwd: folder }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 1, stdout: "" });
    expect((failed as { stderr: string }).stderr.trim()).toBe(recording.trim());
  });

  test("are compared line by line", () => {
    const output = "a 12:30\nb  4\n\nlong line\n";
    expect(notPrinted("a 1\n...\nlong...\n", output)).toEqual([]);
    expect(notPrinted("b 7\na 1\nc\nlong\n", output)).toEqual(["b N", "c", "long"]);
  });
});
