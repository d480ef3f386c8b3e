import { escapeHtml } from "./html.js";

/** One page of the site. */
export interface Page {
  /** `guides/first-devicelink.html`, below the site's folder. */
  readonly path: string;
  readonly title: string;
  /** What the page is about, for the description of the page. */
  readonly summary: string;
  readonly group: PageGroup;
  /** HTML of the main part, its `h1` included. Links are from the page's own folder. */
  readonly body: string;
  /** A page without a place in the menu: one code of many. */
  readonly inMenu?: boolean;
  /** As wide as the window, without the menu at its side. */
  readonly wide?: boolean;
  /** Scripts of its own, by name. */
  readonly scripts?: readonly string[];
}

/** The groups of the menu, in its order. */
export const PAGE_GROUPS = ["Start", "Guides", "Options", "Kinds", "API", "Codes"] as const;

export type PageGroup = (typeof PAGE_GROUPS)[number];

/** Before anything is painted: the theme that was chosen on an earlier page. */
const THEME_SCRIPT = `try{const t=localStorage.getItem("theme");if(t)document.documentElement.dataset.theme=t}catch{}`;

/** A page as a whole HTML document; every address in it is relative, so that it opens from a folder. */
export function htmlOf(page: Page, all: readonly Page[]): string {
  const root = "../".repeat(page.path.split("/").length - 1);
  const scripts = ["page", ...(page.scripts ?? [])];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${escapeHtml(page.summary)}">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)} - octopus-mqtt</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}assets/site.css">
<script>${THEME_SCRIPT}</script>
${scripts.map((name) => `<script defer src="${root}assets/${name}.js" data-root="${root}"></script>`).join("\n")}
</head>
<body${page.wide ? ' class="wide"' : ""}>
<a class="skip" href="#main">Skip to the text</a>
<header class="top">
<a class="brand" href="${root}index.html">octopus-mqtt</a>
<form role="search" class="search" onsubmit="return false">
<input type="search" id="search" placeholder="Search" aria-label="Search the documentation" autocomplete="off" spellcheck="false">
<div id="search-results" class="results" hidden></div>
</form>
<a href="${root}playground.html"${page.path === "playground.html" ? ' aria-current="page"' : ""}>Playground</a>
<button type="button" id="theme" class="theme secondary outline">Theme: system</button>
</header>
<div class="columns">
${menu(page, all, root)}
<main id="main" tabindex="-1">
${page.body}
</main>
</div>
</body>
</html>
`;
}

function menu(page: Page, all: readonly Page[], root: string): string {
  const groups = PAGE_GROUPS.map((group) => {
    const items = all.filter((each) => each.group === group && each.inMenu !== false);
    const links = items.map((each) => `<li>${menuLink(each, page, root)}</li>`).join("");
    return `<h2>${group}</h2><ul>${links}</ul>`;
  }).join("\n");
  // Open where there is room for it: page.js closes it on phones.
  return `<details class="menu" open><summary>Contents</summary><nav aria-label="Contents">${groups}</nav></details>`;
}

function menuLink({ path, title }: Page, current: Page, root: string): string {
  const here = path === current.path ? ' aria-current="page"' : "";
  return `<a href="${root}${path}"${here}>${escapeHtml(title)}</a>`;
}
