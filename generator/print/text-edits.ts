/** Where something stands in a source text; every node of a syntax tree knows it. */
export interface Located {
  /** Offset of its first character. */
  getStart(): number;
  /** Offset behind its last character. */
  getEnd(): number;
}

/**
 * A change of a source text at a place that its syntax tree gave: `text` instead of what stands from `start` to `end`.
 * Collecting edits and applying them at once leaves all other text as it is and costs one pass; changing a
 * tree of ts-morph node by node parses the file again each time.
 */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Puts `text` in place of a node; comments before it stay. */
export function replace(node: Located, text: string): TextEdit {
  return { start: node.getStart(), end: node.getEnd(), text };
}

/** The text with all edits made. Throws when two of them claim the same characters. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let position = 0;
  for (const edit of inOrder(edits)) {
    if (edit.start < position) throw new Error(`Two edits of the same text: ${text.slice(edit.start, edit.end)}`);
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}

function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}
