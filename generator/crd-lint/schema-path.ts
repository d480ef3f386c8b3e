import type { SchemaProps } from "./schema-props.js";

/** Where a path of fields leads in a schema, or why it leads nowhere, in the server's words. */
export type SchemaPath =
  | { readonly names: readonly string[]; readonly schema: SchemaProps | undefined; readonly error?: undefined }
  | { readonly error: string };

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "'": "'",
  "\\": "\\",
};

/**
 * Follows `.spec.a['b']` through properties and maps, as the server does for `fieldPath` and selectable fields.
 *
 * @param brackets whether the notation with brackets is allowed
 */
export function followPath(path: string, root: SchemaProps, brackets: boolean): SchemaPath {
  const tokens = path.match(/'(?:(?!(?<!\\)').)*'|'[^]*$|[.[\]]|[^.[\]]+/gsu) ?? [];
  const names: string[] = [];
  let schema: SchemaProps | undefined = root;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? "";
    if (token !== "." && token !== "[") return { error: `expected [ or . but got: ${token}` };
    if (token === "[" && !brackets) return { error: "array notation is not allowed" };
    const name = nameAfter(token, tokens[++i]);
    if (typeof name !== "string") return name;
    if (!schema || (!schema.properties?.size && !schema.additionalProperties))
      return { error: "does not refer to a valid field" };
    if (schema.properties?.size) {
      schema = schema.properties.get(name);
      if (!schema) return { error: "does not refer to a valid field" };
    } else schema = schema.additionalProperties?.schema;
    names.push(name);
    if (token === "[") {
      const close = tokens[++i];
      if (close === undefined) return { error: "unexpected end of JSON path" };
      if (close !== "]") return { error: `expected ] but got ${close}` };
    }
  }
  return { names, schema };
}

function nameAfter(opening: string, token: string | undefined): string | { readonly error: string } {
  if (token === undefined) return { error: "unexpected end of JSON path" };
  if (opening === ".") return token;
  if (!/^'.*'$/su.test(token) || token.length < 2) return { error: `expected single quoted string but got ${token}` };
  let bad: string | undefined;
  const name = token.slice(1, -1).replace(/\\(.)/gsu, (escape, letter: string) => {
    bad ??= ESCAPES[letter] === undefined ? escape : undefined;
    return ESCAPES[letter] ?? "";
  });
  return bad === undefined ? name : { error: `invalid string literal: invalid escape char ${bad}` };
}
