const ESCAPED: Readonly<Record<string, string>> = { ".": "__dot__", "-": "__dash__", "/": "__slash__" };
const KEYWORDS =
  "true false null in as break const continue else for function if import let loop package namespace return var void while".split(
    " ",
  );

/** The name that a property has in CEL; undefined for one that CEL cannot reach. */
export function celName(name: string): string | undefined {
  if (KEYWORDS.includes(name)) return `__${name}__`;
  if (!/^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(name)) return undefined;
  return name.replaceAll("__", "__underscores__").replace(/[./-]/g, (sign) => ESCAPED[sign] ?? sign);
}
