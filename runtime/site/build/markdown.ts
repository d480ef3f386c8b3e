import MarkdownIt from "markdown-it";
import { highlight } from "../highlight.js";
import { anchorOf } from "./html.js";

const EXTENSIONS: Readonly<Record<string, string>> = { ts: "ts", yaml: "yaml", json: "json" };

const parser = new MarkdownIt({
  // The generated documents have <br> in the cells of tables.
  html: true,
  highlight: (code, language) => highlight(code, `.${EXTENSIONS[language] ?? ""}`),
});

parser.renderer.rules.heading_open = (tokens, index, options, _, self) => {
  const token = tokens[index];
  token?.attrSet("id", anchorOf(tokens[index + 1]?.content ?? ""));
  return self.renderToken(tokens, index, options);
};

// Wide code and tables scroll by themselves, by keyboard too; the page does not.
parser.renderer.rules.table_open = () => '<div class="scrolls" tabindex="0" role="region" aria-label="Table"><table>';
parser.renderer.rules.table_close = () => "</table></div>";
const fence = parser.renderer.rules.fence;
parser.renderer.rules.fence = (tokens, index, options, env, self) => {
  // "```yaml link.yaml": the second word is the file that the code stands in.
  const [, file = ""] = (tokens[index]?.info ?? "").split(" ");
  const caption = /[./]/.test(file) ? `<p class="place">${file}</p>` : "";
  return caption + (fence?.(tokens, index, options, env, self) ?? "").replace("<pre>", '<pre tabindex="0">');
};

/** A link of a document, as the page that it becomes has it; undefined leaves the link as it is. */
export type LinkTarget = (href: string) => string | undefined;

/** Markdown as HTML: headings have anchors, code has colours. */
export function renderMarkdown(markdown: string, target: LinkTarget): string {
  const tokens = parser.parse(markdown, {});
  for (const link of tokens.flatMap(({ children }) => children ?? []).filter(({ type }) => type === "link_open")) {
    const href = String(link.attrGet("href") ?? "");
    const moved = target(href);
    if (moved !== undefined) link.attrSet("href", moved);
  }
  return parser.renderer.render(tokens, parser.options, {});
}

/** One line of Markdown as HTML, without a paragraph around it. */
export function renderInline(markdown: string, target: LinkTarget): string {
  return renderMarkdown(markdown, target)
    .trim()
    .replace(/^<p>([\s\S]*)<\/p>$/, "$1");
}
