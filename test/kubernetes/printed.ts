import type { CrdSchema } from "./manifests.js";

/** A table of `kubectl get`: its header, and its rows by column. Empty cells are blanks, so columns go by position. */
export function readTable(text: string): { header: string[]; rows: Record<string, string>[] } {
  const [headerLine = "", ...lines] = text.trimEnd().split("\n");
  const columns = [...headerLine.matchAll(/\S+(?: \S+)*/g)].map(({ 0: name, index }) => ({ name, start: index }));
  const cells = (line: string) =>
    columns.map(({ name, start }, index) => [name, line.slice(start, columns[index + 1]?.start).trim()] as const);
  return { header: columns.map(({ name }) => name), rows: lines.map((line) => Object.fromEntries(cells(line))) };
}

/** The fields that `kubectl explain --recursive` lists: from the path of each to its type and whether it is required. */
export function readExplainedFields(text: string): Record<string, string> {
  const path: string[] = [];
  const fields = [...text.matchAll(/^((?: {2})+)(\S+)\t<(.*)>( -required-)?$/gm)];
  return Object.fromEntries(
    fields.map(([, indent = "", name = "", type = "", required = ""]) => {
      path.splice(indent.length / 2 - 1, Infinity, name);
      return [path.join("."), type + required];
    }),
  );
}

/** The same as a structural schema has it. */
export function fieldsOf(schema: CrdSchema, parent = ""): Record<string, string> {
  const { properties, items, additionalProperties } = schema;
  if (items) return fieldsOf(items, parent);
  if (typeof additionalProperties === "object") return fieldsOf(additionalProperties, parent);
  const entries = Object.entries(properties ?? {}).map(([name, field]) => {
    const required = schema.required?.includes(name) === true ? " -required-" : "";
    return { [`${parent}${name}`]: typeName(field) + required, ...fieldsOf(field, `${parent}${name}.`) };
  });
  return Object.assign({}, ...entries) as Record<string, string>;
}

/** kubectl's word for what a place may hold. */
function typeName({ type, items, additionalProperties }: CrdSchema): string {
  if (items) return `[]${typeName(items)}`;
  if (typeof additionalProperties === "object") return `map[string]${typeName(additionalProperties)}`;
  return type === undefined || type === "object" ? "Object" : type;
}
