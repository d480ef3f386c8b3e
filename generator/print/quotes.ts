/**
 * A string literal in the quotes that prettier gives it: double ones, unless that needs more escapes than single ones.
 * Regular expressions pass unchanged.
 */
export function asPrettierQuotes(text: string): string {
  const quote = text[0];
  if (quote !== "'" && !(quote === '"' && text.includes('\\"'))) return text;
  const inner = text.slice(1, -1);
  const double = inner.split('"').length;
  const single = inner.split("'").length;
  const wanted = double > single ? "'" : '"';
  const written = inner.replace(/\\([^])|(["'])/g, (whole: string, escaped: string | undefined, bare: string) => {
    const character = escaped ?? bare;
    if (character === wanted) return `\\${character}`;
    return character === '"' || character === "'" ? character : whole;
  });
  return wanted + written + wanted;
}

/** The value of a string literal as `asPrettierQuotes` leaves it. */
export function stringValue(text: string): string {
  if (!text.startsWith("'")) return JSON.parse(text) as string;
  const inner = text.slice(1, -1).replace(/\\([^])|"/g, (whole, escaped?: string) => {
    if (escaped === undefined) return '\\"';
    return escaped === "'" ? "'" : whole;
  });
  return JSON.parse(`"${inner}"`) as string;
}
