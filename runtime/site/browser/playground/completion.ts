import {
  autocompletion,
  snippet,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { CompletionItem } from "vscode-languageserver-types";
import { completionsAt, hoverAt, offsetOf } from "./language.js";

/** Completion and hover in a manifest, from the JSON Schemas for editors. */
export function manifestHelp(): Extension {
  return [
    autocompletion({ override: [complete], icons: false }),
    hoverTooltip(async (view, position) => {
      const text = await hoverAt(view.state.doc.toString(), position);
      return text === undefined ? null : { pos: position, create: () => ({ dom: textBox(text) }) };
    }),
  ];
}

async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\w.-]*/);
  const typed = word !== null && word.from < word.to;
  if (!typed && !context.explicit) return null;
  const text = context.state.doc.toString();
  const items = await completionsAt(text, context.pos);
  if (items.length === 0) return null;
  return { from: word?.from ?? context.pos, options: items.map((item) => optionOf(text, item)), validFor: /^[\w.-]*$/ };
}

function optionOf(text: string, item: CompletionItem): Completion {
  const { label, documentation, detail, insertText, textEdit } = item;
  const template = snippetOf(textEdit?.newText ?? insertText ?? label);
  const range = textEdit && "range" in textEdit ? textEdit.range : undefined;
  const note = typeof documentation === "string" ? documentation : documentation?.value;
  return {
    label,
    ...(detail === undefined ? {} : { detail }),
    ...(note === undefined || note === "" ? {} : { info: () => textBox(note) }),
    apply: (view, completion, from, to) => {
      snippet(template)(view, completion, range ? Math.min(offsetOf(text, range.start), from) : from, to);
    },
  };
}

/** A snippet of the language server protocol in the notation of CodeMirror. */
function snippetOf(text: string): string {
  return text
    .replace(/\$\{(\d+)\|([^,|}]*)[^}]*\}/g, (_, number: string, first: string) => `\${${number}:${first}}`)
    .replace(/\$(\d+)/g, (_, number: string) => `\${${number}}`)
    .replace(/\$\{0\}/g, "${}");
}

/** Markdown of the schema as plain text: it is short, and mostly has none but backquotes and escapes. */
function textBox(markdown: string): HTMLElement {
  const box = document.createElement("div");
  box.className = "editor-note";
  box.textContent = markdown
    .replaceAll("&nbsp;", " ")
    .replaceAll("&emsp;", " ")
    .replace(/\\([\\`*_{}[\]()#+\-.!<>])/g, "$1")
    .replace(/^#+ /gm, "")
    .trim();
  return box;
}
