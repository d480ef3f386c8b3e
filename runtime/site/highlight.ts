import { yaml } from "@codemirror/lang-yaml";
import { javascript } from "@codemirror/lang-javascript";
import { json } from "@codemirror/lang-json";
import type { LanguageSupport } from "@codemirror/language";
import { classHighlighter, highlightCode } from "@lezer/highlight";

const LANGUAGES: Readonly<Record<string, LanguageSupport>> = {
  ts: javascript({ typescript: true }),
  yaml: yaml(),
  json: json(),
};

/** Code as HTML with the classes that the editor's own code has; escaped. */
export function highlight(code: string, path: string): string {
  const language = LANGUAGES[path.split(".").at(-1) ?? ""];
  if (!language) return escapeHtml(code);
  let html = "";
  highlightCode(
    code,
    language.language.parser.parse(code),
    classHighlighter,
    (text, classes) => {
      html += classes === "" ? escapeHtml(text) : `<span class="${classes}">${escapeHtml(text)}</span>`;
    },
    () => {
      html += "\n";
    },
  );
  return html;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
