import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { apiPages } from "../api/api-pages.js";
import { bundlePrograms } from "./bundle.js";
import { codePages } from "./code-pages.js";
import { ROOT } from "./embedded.js";
import { guidePages } from "./guide-pages.js";
import { htmlOf, type Page } from "./page.js";
import { playgroundPage } from "./playground-page.js";
import { referencePages } from "./reference-pages.js";
import { searchIndex } from "./search-index.js";

/** A folder with this file was made here and may be replaced. */
const MARK = "made-by-npm-run-docs.txt";

/** All pages of the site, in the order of the menu. */
export async function sitePages(): Promise<readonly Page[]> {
  return [...guidePages(), playgroundPage(), ...referencePages(), ...(await apiPages()), ...codePages()];
}

/**
 * Builds the site into `folder`, which then opens from the disk or from any server. What was there before is removed;
 * throws for a folder that holds something else.
 */
export async function buildSite(
  folder: string,
): Promise<{ readonly pages: number; readonly scripts: ReadonlyMap<string, number> }> {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, MARK)))
    throw new Error(`${folder} holds files that are not this site's; give --out an empty or a new folder`);
  rmSync(folder, { recursive: true, force: true });
  const pages = await sitePages();
  write(folder, MARK, "This folder is replaced by npm run docs.\n");
  for (const page of pages) write(folder, page.path, resolveLinks(htmlOf(page, pages), page.path));
  write(folder, "assets/search-index.js", searchIndex(pages));
  for (const [from, to] of [
    ["samples", "samples"],
    ["ide", "schemas"],
    ["crds", "crds"],
  ] as const)
    cpSync(join(ROOT, "generated", from), join(folder, to), { recursive: true });
  const scripts = await bundlePrograms(join(folder, "assets"));
  return { pages: pages.length, scripts };
}

/** Links of the form `site:PATH` are from the site's folder; every page has its own way there. */
function resolveLinks(html: string, path: string): string {
  return html.replaceAll('href="site:', `href="${"../".repeat(path.split("/").length - 1)}`);
}

function write(folder: string, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

if (process.argv[1] !== undefined && import.meta.filename === resolve(process.argv[1])) {
  const { values } = parseArgs({ options: { out: { type: "string", default: join(ROOT, "dist/site") } } });
  const { pages, scripts } = await buildSite(values.out);
  const kilobytes = [...scripts].map(([name, bytes]) => `${name} ${Math.round(bytes / 1000).toLocaleString("en")} kB`);
  console.log(
    `docs: ${pages} pages in ${values.out} (${kilobytes.join(", ")}); open ${join(values.out, "index.html")}`,
  );
}
