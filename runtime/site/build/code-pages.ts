import { documentedCodes, type DocumentedCode } from "./codes.js";
import { escapeHtml } from "./html.js";
import { renderMarkdown } from "./markdown.js";
import type { Page } from "./page.js";

/** The list of all codes, and a page for each of them; a code that several tools have is on one page. */
export function codePages(): readonly Page[] {
  const codes = documentedCodes();
  const names = [...new Set(codes.map(({ code }) => code))].sort();
  return [
    listPage(codes),
    ...names.map((name) =>
      codePage(
        name,
        codes.filter(({ code }) => code === name),
      ),
    ),
  ];
}

/** Where the page of a code lies; names such as `enum/valueRemoved` make no folder. */
export function codePath(code: string): string {
  return `codes/${code.replaceAll("/", ".")}.html`;
}

function listPage(codes: readonly DocumentedCode[]): Page {
  const tools = [...new Set(codes.map(({ tool }) => tool))];
  const sections = tools.map((tool) => {
    const items = codes
      .filter((each) => each.tool === tool)
      .map(
        ({ code, title }) => `<li><a href="site:${codePath(code)}"><code>${code}</code></a> ${escapeHtml(title)}</li>`,
      );
    return `<h2 id="${tool.replace(/[^a-z]+/g, "-")}">${escapeHtml(tool)}</h2><ul>${items.join("")}</ul>`;
  });
  return {
    ...{ path: "codes/index.html", title: "All codes", group: "Codes" },
    summary: "Every diagnostic and error code of the three packages, with what it means and how to mend it.",
    body: `<h1>All codes</h1><p>Codes are stable: scripts may rely on them. Messages may be reworded.</p>${sections.join("\n")}`,
  };
}

function codePage(name: string, meanings: readonly DocumentedCode[]): Page {
  const parts = meanings.map(({ tool, title, why, mend }) => {
    const help = [why, mend === undefined ? undefined : `**How to mend it:** ${mend}`].filter(
      (text) => text !== undefined,
    );
    return `<h2>${escapeHtml(tool)}</h2>${renderMarkdown([`**${title}.**`, ...help].join("\n\n"), () => undefined)}`;
  });
  return {
    ...{ path: codePath(name), title: name, group: "Codes", inMenu: false },
    summary: meanings.map(({ title }) => title).join("; "),
    body: `<h1><code>${name}</code></h1>${parts.join("\n")}<p><a href="site:codes/index.html">All codes</a></p>`,
  };
}
