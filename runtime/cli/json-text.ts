/** JSON that is handled as text, since numbers lose digits when they are parsed. */

/** Whether the text is one JSON value. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The text of a JSON value without white space between its tokens. */
export function compactJson(text: string): string {
  return text.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g, "$1");
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^"{}[\],:]+/g;

/** The texts of the members of an object, by name; of a name that stands twice, the last, as JSON.parse takes it. */
export function membersOf(compactObject: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  let [depth, name, start] = [0, "", 0];
  for (const { 0: token, index } of compactObject.matchAll(TOKEN)) {
    if (depth === 1 && (token === "," || token === "}") && name !== "") {
      members.set(JSON.parse(name) as string, compactObject.slice(start, index));
      name = "";
    } else if (depth === 1 && token === ":") start = index + 1;
    else if (depth === 1 && name === "") name = token;
    if (token === "{" || token === "[") depth += 1;
    if (token === "}" || token === "]") depth -= 1;
  }
  return members;
}
