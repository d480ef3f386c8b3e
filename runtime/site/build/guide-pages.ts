import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileText, filesOf, ROOT } from "./embedded.js";
import { renderMarkdown } from "./markdown.js";
import type { Page } from "./page.js";

const FOLDER = "runtime/site/guides";

/** The start page and the guides: one Markdown file each, in the order of their names. */
export function guidePages(): readonly Page[] {
  return Object.keys(filesOf(FOLDER)).map((name) => guidePage(name));
}

function guidePage(name: string): Page {
  const markdown = fileText(`${FOLDER}/${name}`);
  const [, title = name] = /^# (.+)$/m.exec(markdown) ?? [];
  const summary = markdown.split("\n\n")[1]?.replaceAll("\n", " ").replaceAll("`", "") ?? title;
  const isStart = name === "00-index.md";
  const path = isStart ? "index.html" : `guides/${name.replace(/^\d+-/, "").replace(/\.md$/, ".html")}`;
  return {
    ...{ path, title, summary, group: isStart ? "Start" : "Guides" },
    body: renderMarkdown(markdown, (href) => target(href, name)),
  };
}

/** Guides link to each other by their files, and to pages of the site as `site:PATH`. */
function target(href: string, from: string): string | undefined {
  const [, file, anchor = ""] = /^(\d\d-[\w-]+\.md)(#.*)?$/.exec(href) ?? [];
  if (file === undefined) return undefined;
  if (!existsSync(join(ROOT, FOLDER, file))) throw new Error(`${FOLDER}/${from} links to ${file}, which is not there`);
  return `site:${file === "00-index.md" ? "index.html" : `guides/${file.slice(3).replace(/\.md$/, ".html")}`}${anchor}`;
}
