import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { repositoryRoot } from "../repository/imports.js";
import { folderWith, schema } from "./source-folder.js";

/** A `watch` that runs. */
interface Watching {
  readonly process: ChildProcess;
  /** The next line of either stream that matches; rejects after ten seconds, with all that was said. */
  readonly line: (pattern: RegExp) => Promise<string>;
  /** How many lines that match came until now. */
  readonly count: (pattern: RegExp) => number;
}

const RUN = /^\d\d:\d\d:\d\d generated: /;
const DEADLINE_MS = 10_000;

function watch(folder: string): Watching {
  const bin = join(repositoryRoot, "generator/bin.ts");
  const tsx = join(repositoryRoot, "node_modules/tsx/dist/loader.mjs");
  const child = spawn(process.execPath, ["--import", tsx, bin, "watch"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  let seen = 0;
  let rest = "";
  let look = (): void => undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      const parts = (rest + text).split("\n");
      rest = parts.pop() ?? "";
      lines.push(...parts);
      look();
    });
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`no line like ${String(pattern)} among\n${lines.join("\n")}`));
      }, DEADLINE_MS);
      look = () => {
        const at = lines.findIndex((each, index) => index >= seen && pattern.test(each));
        if (at < 0) return;
        clearTimeout(timer);
        seen = at + 1;
        resolve(lines[at] ?? "");
      };
      look();
    });
  return { process: child, line, count: (pattern) => lines.filter((each) => pattern.test(each)).length };
}

/** A type whose documentation says how long it is. */
const word = (title: string, maxLength = 9) =>
  schema(title, { type: "string", maxLength, description: `At most ${maxLength} characters.` });
const project = () =>
  folderWith({ "schema/word.schema.json": word("Word"), "package.json": "{}", "node_modules/.keep": "" });
const typesOf = (folder: string, name: string) => readFile(join(folder, `generated/types/${name}.ts`), "utf8");

describe("watch", () => {
  test("generates, and again after a change, a burst being one; ends on SIGTERM with 0", async () => {
    const folder = await project();
    const watching = watch(folder);
    expect(await watching.line(RUN)).toMatch(/files from 1 schema \([1-9]\d* written, 0 unchanged, 0 removed\)$/);
    for (const length of [10, 11, 12]) await writeFile(join(folder, "schema/word.schema.json"), word("Word", length));
    await writeFile(join(folder, "schema/other.schema.json"), word("Other"));
    expect(await watching.line(RUN)).toContain(" from 2 schemas ");
    expect(watching.count(RUN)).toBe(2);
    expect(await typesOf(folder, "word")).toContain("12");
    const ended = once(watching.process, "exit");
    watching.process.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(watching.count(RUN)).toBe(2);
  });

  test("sees files that are saved by renaming, made in new folders, and removed", async () => {
    const folder = await project();
    const watching = watch(folder);
    await watching.line(RUN);
    await writeFile(join(folder, "schema/.word.swp"), word("Word", 20));
    await rename(join(folder, "schema/.word.swp"), join(folder, "schema/word.schema.json"));
    await watching.line(RUN);
    expect(await typesOf(folder, "word")).toContain("20");
    // Once more, since it is another file now.
    await writeFile(join(folder, "schema/.word.swp"), word("Word", 21));
    await rename(join(folder, "schema/.word.swp"), join(folder, "schema/word.schema.json"));
    await watching.line(RUN);
    await mkdir(join(folder, "schema/new/deep"), { recursive: true });
    await writeFile(join(folder, "schema/new/deep/inner.schema.yaml"), word("Inner"));
    expect(await watching.line(RUN)).toContain(" from 2 schemas ");
    await rm(join(folder, "schema/new"), { recursive: true });
    expect(await watching.line(RUN)).toMatch(/from 1 schema \(.* [1-9]\d* removed\)$/);
    expect(existsSync(join(folder, "generated/types/inner.ts"))).toBe(false);
  });

  test("shows errors, keeps the last good output, and goes on when they are mended", async () => {
    const folder = await project();
    const watching = watch(folder);
    await watching.line(RUN);
    const good = await typesOf(folder, "word");
    await writeFile(join(folder, "schema/word.schema.json"), schema("Word", { type: "string", maxlength: 9 }));
    await watching.line(/^schema\/word\.schema\.json:6:3 error unknown-keyword: /);
    await watching.line(/^1 error, 0 warnings; nothing was written$/);
    expect(await typesOf(folder, "word")).toBe(good);
    await writeFile(join(folder, "schema/word.schema.json"), word("Word", 30));
    await watching.line(RUN);
    expect(await typesOf(folder, "word")).toContain("30");
  });

  test("follows a configuration that appears, changes, breaks and is mended, to folders that are made later", async () => {
    const folder = await project();
    const config = join(folder, "octopus-mqtt.config.ts");
    const say = (jobs: string) => writeFile(config, `export default { jobs: ${jobs} };\n`);
    const watching = watch(folder);
    await watching.line(RUN);
    await say(`{ word: {}, later: { schema: "later", out: "later-out" } }`);
    await watching.line(/^later error file-unreadable: /);
    await mkdir(join(folder, "later"));
    await writeFile(join(folder, "later/late.schema.json"), word("Late"));
    expect(await watching.line(RUN)).toContain(" from 2 schemas in 2 jobs ");
    expect(await readFile(join(folder, "later-out/types/late.ts"), "utf8")).toContain("Late");
    await say(`{ later: { schem: "later" } }`);
    await watching.line(/error config-unknown-key: jobs\.later: "schem" is unknown; did you mean "schema"/);
    await say(`{ later: { schema: "later", out: "later-out" } }`);
    expect(await watching.line(RUN)).toContain(" from 1 schema (");
  });

  test("sees what a $ref leads to outside of the folder", async () => {
    const folder = await folderWith({
      "schema/word.schema.json": schema("Word", {
        type: "object",
        additionalProperties: false,
        properties: { length: { $ref: "../shared/length.json" } },
      }),
      "shared/length.json": word("Length"),
      "package.json": "{}",
      "node_modules/.keep": "",
    });
    const watching = watch(folder);
    await watching.line(RUN);
    await writeFile(join(folder, "shared/length.json"), word("Length", 77));
    await watching.line(RUN);
    expect(await typesOf(folder, "length")).toContain("77");
  });

  test("sees templates, and looks at the output as the configuration says", async () => {
    const folder = await folderWith({
      "octopus-mqtt.config.yaml": "jobs: { words: { templates: own, output: { banner: /* Ours. */ } } }\n",
      "schema/word.schema.json": word("Word"),
      "own/index.hbs": "export {};\n/* one */\n",
    });
    const watching = watch(folder);
    await watching.line(RUN);
    expect(await typesOf(folder, "word")).toMatch(/^\/\* Ours\. \*\//);
    await writeFile(join(folder, "own/index.hbs"), "export {};\n/* two */\n");
    await watching.line(RUN);
    expect(await readFile(join(folder, "generated/index.ts"), "utf8")).toContain("/* two */");
  });
});
