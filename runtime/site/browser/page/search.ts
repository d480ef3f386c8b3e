import MiniSearch, { type SearchResult } from "minisearch";
import { SEARCH_FIELDS, type SearchDocument } from "../../search-fields.js";

const SHOWN = 12;

/** From here to the folder of the site. */
const ROOT = document.currentScript?.dataset.root ?? "";

declare global {
  var octopusSearchIndex: string | undefined;
}

/** The search field: its index loads when it gets the focus; "/" goes there, arrows go through the results. */
export function setUpSearch(): void {
  const input = document.getElementById("search");
  const results = document.getElementById("search-results");
  if (!(input instanceof HTMLInputElement) || !results) return;
  let index: Promise<MiniSearch<SearchDocument>> | undefined;
  const search = async () => {
    index ??= loadIndex();
    const loaded = await index;
    showResults(results, input.value, loaded.search(input.value));
  };
  input.addEventListener("focus", () => {
    index ??= loadIndex();
  });
  input.addEventListener("input", () => void search());
  document.addEventListener("keydown", (event) => {
    onKey(event, input, results);
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Node && !results.contains(target) && target !== input) results.hidden = true;
  });
}

function onKey(event: KeyboardEvent, input: HTMLInputElement, results: HTMLElement): void {
  const within = event.target === input || (event.target instanceof Node && results.contains(event.target));
  if (event.key === "/" && !isEditable(event.target)) {
    event.preventDefault();
    input.focus();
  } else if (within && event.key === "Escape") {
    results.hidden = true;
    input.focus();
  } else if (within && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const stops = [input, ...results.querySelectorAll("a")];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))]?.focus();
  }
}

function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function loadIndex(): Promise<MiniSearch<SearchDocument>> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${ROOT}assets/search-index.js`;
    script.onload = () => {
      resolve(MiniSearch.loadJSON<SearchDocument>(globalThis.octopusSearchIndex ?? "", SEARCH_FIELDS));
    };
    script.onerror = () => {
      reject(new Error("the search index cannot be loaded"));
    };
    document.head.append(script);
  });
}

function showResults(results: HTMLElement, query: string, found: readonly SearchResult[]): void {
  results.hidden = query.trim() === "";
  const items = found.slice(0, SHOWN).map((result) => {
    const link = document.createElement("a");
    link.href = ROOT + String(result.id);
    const title = document.createElement("strong");
    title.textContent = String(result.title);
    const rest = document.createElement("span");
    rest.textContent = ` ${String(result.page)} - ${String(result.snippet)}`;
    link.append(title, rest);
    return link;
  });
  const count = document.createElement("p");
  count.setAttribute("role", "status");
  count.textContent = found.length === 0 ? "Nothing found" : `${found.length} found`;
  results.replaceChildren(count, ...items);
}
