/** One step of a JSONPath as kubectl has it. */
export type PathStep =
  | { readonly kind: "name"; readonly name: string }
  /** A name anywhere below. */
  | { readonly kind: "descend"; readonly name: string }
  /** Some items of a list: by index, range or filter. */
  | { readonly kind: "items" }
  /** All members of a list or an object. */
  | { readonly kind: "members" };

const STEP =
  /\.\.(?<descend>(?:[^.[\]{}\\'"()\s]|\\.)+)|\.(?<star>\*)|\.(?<name>(?:[^.[\]{}\\'"()\s]|\\.)+)|\[(?:(?<quoted>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<all>\*)|(?<some>-?\d*(?::-?\d*){0,2}(?:,-?\d+)*)|\?\((?<filter>(?:[^()'"]|'[^']*'|"[^"]*")+)\))\]/uy;

/** The steps of a JSONPath such as `.status.conditions[?(@.type=="Ready")].status`; undefined for what is none. */
export function parseJsonPath(path: string): PathStep[] | undefined {
  const steps: PathStep[] = [];
  STEP.lastIndex = 0;
  if (path === ".") return steps;
  while (STEP.lastIndex < path.length) {
    const groups = STEP.exec(path)?.groups;
    if (!groups) return undefined;
    steps.push(stepOf(groups));
  }
  return steps;
}

function stepOf({ descend, star, name, quoted, all }: Readonly<Record<string, string | undefined>>): PathStep {
  if (descend !== undefined) return { kind: "descend", name: unescaped(descend) };
  if (name !== undefined) return { kind: "name", name: unescaped(name) };
  if (quoted !== undefined) return { kind: "name", name: unescaped(quoted.slice(1, -1)) };
  return { kind: star !== undefined || all !== undefined ? "members" : "items" };
}

function unescaped(name: string): string {
  return name.replace(/\\(.)/gu, "$1");
}
