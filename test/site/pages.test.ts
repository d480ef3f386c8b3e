import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CODEGEN_HELP } from "../../generator/report/help/codegen.js";
import { buildSite, sitePages } from "../../runtime/site/build/build.js";
import { codePath } from "../../runtime/site/build/code-pages.js";
import { documentedCodes } from "../../runtime/site/build/codes.js";
import { optionPrefixes, runtimeTexts } from "../../runtime/site/build/option-texts.js";
import { readApi } from "../../runtime/site/api/read-api.js";
import { plainText } from "../../runtime/site/build/html.js";
import { filesOf } from "../../runtime/site/build/embedded.js";
import { htmlOf } from "../../runtime/site/build/page.js";
import { printedCodes } from "./printed-codes.js";

const pages = await sitePages();
const byPath = new Map(pages.map((page) => [page.path, page]));

/** Files that are copied beside the pages. */
const copied = new Set([
  ...Object.keys(filesOf("generated/samples", "samples/")),
  ...Object.keys(filesOf("generated/ide", "schemas/")),
  ...Object.keys(filesOf("generated/crds", "crds/")),
]);

/** The links of a page, as paths below the site's folder with their anchors. */
function linksOf(path: string, html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*href="([^"]+)"/g)]
    .map(([, href = ""]) => href)
    .filter((href) => !/^https?:/.test(href))
    .map((href) =>
      href.startsWith("site:") ? href.slice(5) : new URL(href, `http://site/${path}`).href.slice("http://site/".length),
    );
}

describe("the site", () => {
  test("has a path for every page only once", () => {
    expect(byPath.size).toBe(pages.length);
    expect(pages.length).toBeGreaterThan(100);
  });

  test("has no link that leads nowhere", () => {
    const dead = pages.flatMap((page) =>
      linksOf(page.path, htmlOf(page, pages)).filter((link) => {
        const [path = "", anchor] = link.split("#");
        if (copied.has(path)) return false;
        const target = byPath.get(path);
        if (!target) return true;
        return anchor !== undefined && anchor !== "main" && !target.body.includes(`id="${anchor}"`);
      }),
    );
    expect([...new Set(dead)]).toEqual([]);
  });

  test("loads nothing from elsewhere", () => {
    const loaded = pages.flatMap((page) =>
      [...htmlOf(page, pages).matchAll(/<(?:script|link|img|iframe)\b[^>]*(?:src|href)="([^"]+)"/g)].map(
        ([, url = ""]) => url,
      ),
    );
    expect([...new Set(loaded)].filter((url) => /^(?:\w+:)?\/\//.test(url))).toEqual([]);
  });

  test("says of every option what happens at run time", () => {
    const options = byPath.get("options.html")?.body ?? "";
    expect(options.match(/class="runtime"/g)).toHaveLength(runtimeTexts().size);
    for (const type of optionPrefixes().keys()) expect(options).toContain(`>${type}</h2>`);
  });
});

describe("the reference of the API", () => {
  const api = pages.filter(({ group }) => group === "API").map(({ body }) => body);
  const symbolOf = (name: string) =>
    api.flatMap((body) => body.split("<section><h2 ")).find((part) => part.startsWith(`id="${name}"`));

  test("has every public symbol of the packages once", async () => {
    const { project } = await readApi();
    const names = (project.children ?? []).flatMap(({ children = [] }) => children.map(({ name }) => name));
    const anchors = api.flatMap((body) => [...body.matchAll(/<h2 id="([^"]+)"/g)].map(([, name]) => name));
    expect(names.length).toBeGreaterThan(500);
    expect(anchors.sort()).toEqual(names.sort());
  }, 60_000);

  test("says signature, docstring, defaults and errors", () => {
    const createClient = plainText(symbolOf("createClient") ?? "");
    expect(createClient).toMatch(/createClient\( ?options: unknown, context: ClientContext ?\): Promise< ?Client ?>/);
    expect(createClient).toContain("Throws OptionsValidationError");
    const client = symbolOf("Client") ?? "";
    expect(client).toContain('<a href="site:codes/connection-refused.html"><code>connection-refused</code></a>');
    expect(client).toContain('<a href="site:api/sdk.html#PublishOverrides">PublishOverrides</a>');
    expect(plainText(symbolOf("MQTTClientOptions") ?? "")).toMatch(/autoReconnect boolean \| null .*?Default: true/);
  });
});

describe("building", () => {
  test("never replaces a folder that holds something else", async () => {
    const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-site-"));
    await writeFile(join(folder, "thesis.txt"), "mine");
    await expect(buildSite(folder)).rejects.toThrow(/holds files that are not this site's; give --out/);
    expect(await readFile(join(folder, "thesis.txt"), "utf8")).toBe("mine");
    await rm(folder, { recursive: true });
  });
});

describe("codes", () => {
  const documented = documentedCodes();

  test("every code that the sources can print has a page", () => {
    const printed = printedCodes();
    expect(printed.length).toBeGreaterThan(150);
    expect(printed.filter((code) => !byPath.has(codePath(code)))).toEqual([]);
  });

  test("every code says what it means and how to mend it", () => {
    const silent = documented.filter(({ why, mend, tool }) => {
      // The messages of rules between fields end in the remedy.
      return why === undefined || (mend === undefined && tool !== "rules between fields");
    });
    expect(silent.map(({ tool, code }) => `${tool}: ${code}`)).toEqual([]);
  });

  test("help is about codes that there are", () => {
    const known = new Set(documented.map(({ code }) => code));
    expect(Object.keys(CODEGEN_HELP).filter((code) => !known.has(code) && !code.startsWith("config-"))).toEqual([]);
  });
});
