import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { useEffect, useRef } from "preact/hooks";
import type { JSX } from "preact";
import { manifestHelp } from "./completion.js";

/** One finding about the text of an editor. */
export interface EditorProblem {
  readonly severity: "error" | "warning" | "info";
  readonly code: string;
  readonly message: string;
  /** 1-based; 0 for the text as a whole. */
  readonly line: number;
  readonly column: number;
  /** How many characters are meant; at least 1. */
  readonly length: number;
}

interface EditorProps {
  readonly label: string;
  readonly text: string;
  readonly language: "manifest" | "json" | "schema";
  readonly problems?: readonly EditorProblem[];
  readonly onChange?: (text: string) => void;
}

/** A CodeMirror editor that begins with `text`; another `key` begins anew. Tab indents; Escape, then Tab, leaves it. */
export function Editor({ label, text, language, problems, onChange }: EditorProps): JSX.Element {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const changed = useRef(onChange);
  changed.current = onChange;
  useEffect(() => {
    if (!parent.current) return undefined;
    const editor = new EditorView({
      parent: parent.current,
      state: EditorState.create({ doc: text, extensions: extensions(label, language, changed) }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
    };
  }, []);
  useEffect(() => {
    const editor = view.current;
    if (editor)
      editor.dispatch(
        setDiagnostics(
          editor.state,
          (problems ?? []).map((each) => diagnosticOf(editor, each)),
        ),
      );
  }, [problems]);
  return <div class="editor" ref={parent} />;
}

function extensions(
  label: string,
  language: EditorProps["language"],
  changed: { readonly current: EditorProps["onChange"] },
): Extension {
  return [
    lineNumbers(),
    lintGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    indentUnit.of("  "),
    syntaxHighlighting(classHighlighter),
    language === "json" ? json() : yaml(),
    language === "manifest" ? manifestHelp() : [],
    keymap.of([
      ...[...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap],
      indentWithTab,
    ]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": "editor-keys", tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed.current?.(update.state.doc.toString());
    }),
  ];
}

function diagnosticOf({ state }: EditorView, problem: EditorProblem): Diagnostic {
  const line = state.doc.line(Math.min(Math.max(problem.line, 1), state.doc.lines));
  const from = Math.min(line.from + Math.max(problem.column - 1, 0), line.to);
  const to = Math.min(from + problem.length, line.to);
  return { from, to, severity: problem.severity, message: `${problem.code}: ${problem.message}` };
}
