import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import openTemporaryRoot from "../support/temporary-root.js";
import { repositoryRoot } from "./imports.js";

test("tests and the processes they start have their temporary folders in that of this run", () => {
  expect(basename(tmpdir())).toMatch(/^octopus-tests-/);
  const script = "process.stdout.write(require('node:os').tmpdir())";
  expect(execFileSync("node", ["-e", script], { encoding: "utf8" })).toBe(tmpdir());
});

test("the folder of a run is open to every user, and goes with all that is in it", () => {
  const before = tmpdir();
  const close = openTemporaryRoot();
  const root = tmpdir();
  expect(dirname(root)).toBe(before);
  expect(statSync(root).mode & 0o7777).toBe(0o1777);
  mkdtempSync(join(root, "left-behind-"));
  close();
  expect([existsSync(root), tmpdir()]).toEqual([false, before]);
});

test("each configuration of vitest makes one", async () => {
  const configs = readdirSync(repositoryRoot).filter((name) => /^vitest\..*config\.ts$/.test(name));
  expect(configs.length).toBeGreaterThan(1);
  for (const name of configs) {
    const { default: config } = (await import(pathToFileURL(join(repositoryRoot, name)).href)) as {
      default: { test: { globalSetup?: string } };
    };
    expect(config.test.globalSetup, name).toBe(join(repositoryRoot, "test/support/temporary-root.ts"));
  }
});
