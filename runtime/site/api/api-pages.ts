import type { DeclarationReflection } from "typedoc";
import { codePath } from "../build/code-pages.js";
import { documentedCodes } from "../build/codes.js";
import { escapeHtml } from "../build/html.js";
import type { Page } from "../build/page.js";
import { readApi } from "./read-api.js";
import { symbolHtml, type ApiLinks } from "./symbol-html.js";

interface ApiPart {
  readonly path: string;
  readonly title: string;
  readonly summary: string;
  /** Where the sources of its symbols begin. */
  readonly sources: readonly string[];
}

const PARTS: readonly ApiPart[] = [
  {
    ...{ path: "api/sdk.html", title: "SDK", sources: ["runtime/", "generated/support/"] },
    summary: "Client, status publisher, topics, durations and errors of the package octopus-mqtt.",
  },
  {
    ...{ path: "api/sdk-types.html", title: "SDK: types", sources: ["generated/types/"] },
    summary: "The types that the package octopus-mqtt has for the MQTT options and every kind.",
  },
  {
    ...{ path: "api/sdk-validators.html", title: "SDK: validators", sources: ["generated/validators/"] },
    summary: "Validators, type guards, parsers and Standard Schemas of the package octopus-mqtt, for every type.",
  },
  {
    ...{ path: "api/sdk-defaults.html", title: "SDK: defaults", sources: ["generated/defaults/"] },
    summary: "What puts the defaults of the package octopus-mqtt into a document, for every type.",
  },
  {
    ...{ path: "api/codegen.html", title: "Codegen", sources: ["generator/"] },
    summary: "The functions, emitters and models of the package octopus-mqtt-codegen.",
  },
];

/**
 * The pages of the public API, a few for each package, from the docstrings of every public symbol. Throws for a symbol
 * that has no page. Takes some ten seconds.
 */
export async function apiPages(): Promise<readonly Page[]> {
  const { project } = await readApi();
  const symbols = (project.children ?? []).flatMap(({ children = [] }) => children);
  const paths = new Map(symbols.map((symbol) => [symbol.name, partOf(symbol).path]));
  const codes = new Set(documentedCodes().map(({ code }) => code));
  const links: ApiLinks = {
    symbol: (name) => (paths.has(name) ? `site:${paths.get(name) ?? ""}#${name}` : undefined),
    code: (code) => (codes.has(code) ? `site:${codePath(code)}` : undefined),
  };
  return PARTS.map((part) =>
    apiPage(
      part,
      symbols.filter((symbol) => partOf(symbol) === part),
      links,
    ),
  );
}

function apiPage({ path, title, summary }: ApiPart, symbols: readonly DeclarationReflection[], links: ApiLinks): Page {
  const names = symbols.map(
    ({ name }) => `<li><a href="#${escapeHtml(name)}"><code>${escapeHtml(name)}</code></a></li>`,
  );
  return {
    ...{ path, title, summary, group: "API" },
    body: `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(summary)}</p>
<details><summary>${symbols.length} symbols</summary><ul class="names">${names.join("")}</ul></details>
${symbols.map((symbol) => symbolHtml(symbol, links)).join("\n")}`,
  };
}

function partOf({ name, sources = [] }: DeclarationReflection): ApiPart {
  const file = sources[0]?.fileName ?? "";
  const part = PARTS.find((each) => each.sources.some((folder) => file.startsWith(folder)));
  if (!part) throw new Error(`${name} (${file}) has no page; add its folder to runtime/site/api/api-pages.ts`);
  return part;
}
