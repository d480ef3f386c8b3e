import type { AnyNode, NodeOf } from "../print/syntax-nodes.js";
import type { TextEdit } from "../print/text-edits.js";

/** ajv's output, and in it the texts of the schemas by the name of their constant. */
export interface SchemaTexts {
  readonly code: string;
  readonly schemas: ReadonlyMap<string, string>;
}

/**
 * In objects of more than eight fields ajv looks unknown ones up in the schema itself: `func1.call(schema3.properties, key0)`.
 * Each such call becomes one to a set of the names, so that the schema need not be in the output.
 */
export function knownFieldSets(
  source: SchemaTexts,
  calls: readonly NodeOf<"CallExpression">[],
): { readonly constants: readonly string[]; readonly edits: readonly TextEdit[] } {
  const { code } = source;
  const lookups = calls.flatMap((call) => {
    const [fields, key] = call.arguments;
    const isLookup =
      textOf(code, call.callee).endsWith(".call") && /^schema\d+[.[]/.test(fields ? textOf(code, fields) : "");
    return fields && key && isLookup ? [{ call, fields, key }] : [];
  });
  return {
    constants: lookups.map(({ fields }, index) => {
      const names = Object.keys(schemaAt(source, fields) as object);
      return `const knownFields${index + 1} = new Set(${JSON.stringify(names)});\n`;
    }),
    edits: lookups.map(({ call: { start, end }, key }, index) => {
      return { start, end, text: `knownFields${index + 1}.has(${textOf(code, key)})` };
    }),
  };
}

/** What an expression such as `schema3.properties.store.properties` is in the text of the schemas. */
export function schemaAt(source: SchemaTexts, path: AnyNode): unknown {
  if (path.type === "Literal") return path.value;
  if (path.type !== "MemberExpression") return JSON.parse(source.schemas.get(textOf(source.code, path)) ?? "");
  const key = textOf(source.code, path.property);
  const name = path.computed ? (JSON.parse(key) as string) : key;
  return (schemaAt(source, path.object) as Readonly<Record<string, unknown>>)[name];
}

function textOf(code: string, { start, end }: AnyNode): string {
  return code.slice(start, end);
}
