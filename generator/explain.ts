import { realpathSync } from "node:fs";
import { lintSchemas } from "./input/lint-schemas.js";
import { loadSchemas } from "./input/load-schemas.js";
import { pointerTo } from "./input/json-pointer.js";
import { positionOf, sourcePointer } from "./input/positions.js";
import { sourceNodes } from "./input/schema-nodes.js";
import { translateSchemas } from "./input/translate/translate-schemas.js";
import type { SchemaDocument } from "./input/schema-document.js";

/** What became of one keyword of a source. */
export interface Explanation {
  readonly line: number;
  readonly column: number;
  /** JSON pointer to the keyword. */
  readonly pointer: string;
  readonly outcome: "exact" | "approximated" | "refused";
  /** What it became, or why it became nothing. */
  readonly into: string;
}

/**
 * What became of each keyword of one source, in the order of its text.
 *
 * @param file one of the sources below `schemaDir`; undefined is returned when it is none, or cannot be read
 */
export async function explain(schemaDir: string, file: string): Promise<readonly Explanation[] | undefined> {
  const { documents } = await loadSchemas(schemaDir);
  const wanted = realpathSync(file);
  const source = documents.find((document) => document.file === wanted && document.kind === "schema");
  if (!source) return undefined;
  const translation = translateSchemas(documents);
  const said = translation.outcomes
    .filter(({ document }) => document.file === source.file)
    .map(({ pointer, keyword, outcome, into }) =>
      at(source, keyword === "" ? pointer : pointerTo(pointer, keyword), outcome, into),
    );
  const refused = lintSchemas(translation.documents)
    .diagnostics.filter(({ file: path, severity }) => path === source.path && severity === "error")
    .map(({ pointer, message }) => at(source, pointer, "refused", message));
  const known = new Set([...said, ...refused].map(({ pointer }) => pointer));
  const kept = keywordsOf(source).filter((pointer) => !known.has(pointer));
  return [...said, ...refused, ...kept.map((pointer) => at(source, pointer, "exact", "kept as it is"))].toSorted(
    (a, b) => a.line - b.line || a.column - b.column,
  );
}

/** The places of all keywords of all schemas of a source. */
function keywordsOf(source: SchemaDocument): string[] {
  return sourceNodes(source.json).flatMap(({ pointer, schema }) =>
    Object.keys(schema).map((keyword) => sourcePointer(source, pointerTo(pointer, keyword))),
  );
}

function at(source: SchemaDocument, pointer: string, outcome: Explanation["outcome"], into: string): Explanation {
  return { ...positionOf(source, pointer, "key"), pointer, outcome, into };
}
