import MiniSearch from "minisearch";
import { SEARCH_FIELDS, type SearchDocument } from "../search-fields.js";
import { plainText } from "./html.js";
import type { Page } from "./page.js";

/** So much of a section is shown below a result. */
const SNIPPET = 160;

/** A script with the index of all sections of all pages: browsers fetch nothing from `file://`, but load scripts. */
export function searchIndex(pages: readonly Page[]): string {
  const index = new MiniSearch<SearchDocument>(SEARCH_FIELDS);
  index.addAll(pages.flatMap(sectionsOf));
  return `globalThis.octopusSearchIndex=${JSON.stringify(JSON.stringify(index))};\n`;
}

/** The parts of a page that have an anchor, each with the text up to the next one. */
function sectionsOf(page: Page): SearchDocument[] {
  const parts = page.body.split(/(?=<h1[ >]|<h[23] id=)/);
  return parts
    .flatMap((part) => {
      const [heading = "", id] = /^<h[123](?: id="([^"]+)")?[^>]*>[\s\S]*?<\/h[123]>/.exec(part) ?? [];
      if (heading === "" && plainText(part) === "") return [];
      const text = plainText(part.slice(heading.length)).slice(0, 2000);
      const isTop = heading.startsWith("<h1") || heading === "";
      return [
        {
          id: isTop || id === undefined ? page.path : `${page.path}#${id}`,
          title: isTop ? page.title : plainText(heading.replace(/<span class="type">[\s\S]*/, "")),
          page: page.title,
          snippet: text.slice(0, SNIPPET),
          text,
        },
      ];
    })
    .filter(({ id }, index, all) => all.findIndex((each) => each.id === id) === index);
}
