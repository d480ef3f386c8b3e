import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { generate } from "../../../generator/generate.js";
import { sourcesFor } from "../../../runtime/site/browser/codegen/sources.js";
import { OWN_SCHEMA } from "../../../runtime/site/browser/playground/own-schema.js";
import { repositoryRoot } from "../../repository/imports.js";
import { chromiumMissing } from "../support/chromium.js";
import { accessibilityFaults, type BuiltSite, openBuiltSite, overflow, writeInto } from "./built-site.js";

/** What the generator makes of the same sources in Node, by path; with types of packages as a page has them, in full. */
async function generatedByNode(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-own-"));
  try {
    await mkdir(join(folder, "schema"));
    await mkdir(join(folder, "node_modules"));
    await symlink(join(repositoryRoot, "runtime"), join(folder, "node_modules/octopus-mqtt"));
    const { texts } = sourcesFor(OWN_SCHEMA);
    for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, "schema", name), text);
    const { files } = await generate({ schemaDir: join(folder, "schema"), output: { packageTypes: "emit" } });
    return new Map(files.map(({ path, content }) => [path, content]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const tab = async (site: BuiltSite, options?: Parameters<BuiltSite["open"]>[1]) => {
  const opened = await site.open("playground.html", options);
  await opened.page.getByRole("tab", { name: "Your own schema" }).click();
  return opened;
};

const write = (page: Page, text: string) => writeInto(page, "JSON Schema", text);

describe.skipIf(chromiumMissing)("the playground: a schema of one's own", () => {
  let site: BuiltSite;
  beforeAll(async () => {
    site = await openBuiltSite();
  }, 120_000);
  afterAll(() => site.close());

  test("generates in the page what the generator generates in Node, to the byte", { timeout: 60_000 }, async () => {
    const expected = await generatedByNode();
    const { page, outside, errors } = await tab(site);
    for (const name of ["Interface", "Applier", "Validator", "Checks", "CRD", "Docs", "Editor schema"]) {
      await page.getByRole("radio", { name, exact: true }).check({ timeout: 30_000 });
      const path = await page.locator(".bench-right .place").textContent();
      const shown = await page.locator(".bench-right pre").textContent();
      expect(shown, name).toBe(expected.get(path ?? ""));
    }
    expect(outside).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("tells what is wrong with the schema, and where", async () => {
    const { page } = await tab(site);
    await write(page, '{\n  "title": "Lamp",\n  "type": "object",\n  "propertys": {}\n}\n');
    const problem = page.getByRole("listitem").filter({ hasText: "unknown-keyword" });
    await problem.waitFor({ timeout: 30_000 });
    expect(await problem.textContent()).toContain("4:3");
  });

  test("makes nothing of a text that is no schema, and goes on when it is one again", async () => {
    const { page } = await tab(site);
    await write(page, "{");
    await page.getByRole("listitem").filter({ hasText: "syntax-error" }).waitFor({ timeout: 30_000 });
    await write(page, OWN_SCHEMA.replaceAll("Thermometer", "Barometer"));
    await page.getByText("export interface Barometer {").waitFor();
  });

  test("is accessible, on a phone, too", async () => {
    const { page } = await tab(site, { viewport: { width: 320, height: 640 } });
    await page.getByText("export interface Thermometer {").waitFor({ timeout: 30_000 });
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});
