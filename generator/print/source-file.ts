/** One import of some names; names that the list repeats are imported once. */
export interface NamedImport {
  /** Module specifier, ending in `.js`. */
  readonly from: string;
  readonly names: readonly string[];
  /** True for `import type`. */
  readonly typeOnly: boolean;
}

/** A function with one parameter. */
export interface FunctionDeclaration {
  readonly name: string;
  readonly exported: boolean;
  /** `value: string`. */
  readonly parameter: string;
  readonly returnType: string;
  readonly statements: readonly string[];
  /** The lines inside its doc comment. */
  readonly doc?: string;
}

/** Import declarations, not laid out yet: one per module, modules and names in alphabetical order. */
export function importDeclarations(imports: readonly NamedImport[]): string {
  const merged = new Map<string, NamedImport>();
  for (const each of imports.filter(({ names }) => names.length > 0)) {
    const key = `${each.from} ${each.typeOnly}`;
    merged.set(key, { ...each, names: [...(merged.get(key)?.names ?? []), ...each.names] });
  }
  return [...merged.values()]
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, names, typeOnly }) => {
      const list = [...new Set(names)].sort().join(", ");
      return `import ${typeOnly ? "type " : ""}{ ${list} } from ${JSON.stringify(from)};\n`;
    })
    .join("");
}

/** A function declaration, not laid out yet. */
export function functionDeclaration({ name, exported, parameter, returnType, ...others }: FunctionDeclaration): string {
  const { statements, doc } = others;
  const heading = `${exported ? "export " : ""}function ${name}(${parameter}): ${returnType}`;
  return `${docComment(doc)}${heading} {\n${statements.join("\n")}\n}\n`;
}

/** A doc comment around these lines, on one line where they are one; nothing where there are none. */
export function docComment(text: string | undefined): string {
  if (text === undefined || text === "") return "";
  if (!text.includes("\n")) return `/** ${text} */\n`;
  const lines = text.split("\n").map((line) => ` * ${line}`.trimEnd());
  return `/**\n${lines.join("\n")}\n */\n`;
}
