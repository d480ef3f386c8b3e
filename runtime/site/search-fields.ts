import type { Options } from "minisearch";

/** One section of the site, as the search finds it. */
export interface SearchEntry {
  /** Its address below the site's folder. */
  readonly id: string;
  readonly title: string;
  readonly page: string;
  /** The beginning of its text. */
  readonly snippet: string;
}

/** A section with the text that is searched and not kept. */
export interface SearchDocument extends SearchEntry {
  readonly text: string;
}

/** How the index is made and asked: parts of camelCase names and of kebab-case codes count as words, too. */
export const SEARCH_FIELDS: Options<SearchDocument> = {
  fields: ["title", "page", "text"],
  storeFields: ["title", "page", "snippet"],
  tokenize: (text) =>
    text.split(/[\s.,;:()[\]{}"'`/|=<>]+/u).flatMap((word) => {
      const parts = word.split(/[-_]|(?<=[a-z])(?=[A-Z])/).filter((part) => part !== "");
      return parts.length > 1 ? [word, ...parts] : parts;
    }),
  searchOptions: { boost: { title: 4, page: 2 }, prefix: true, fuzzy: (term) => (term.length > 4 ? 0.2 : false) },
};
