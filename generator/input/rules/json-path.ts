/** One step of the JSONPath that kubectl and the API server read. */
export type Step =
  | { readonly kind: "name"; readonly name: string }
  /** `..name`: a field of that name anywhere below. */
  | { readonly kind: "deep" }
  /** `.*`: every field or item. */
  | { readonly kind: "wildcard" }
  /** `[0]`, `[-1]`, `[0:2]` or `[*]`. */
  | { readonly kind: "index" }
  /** `[?(@.type=="Ready")]`: the items whose field is so; the steps lead from an item to the field. */
  | { readonly kind: "filter"; readonly steps: readonly Step[] };

// The names end at the characters that end them for k8s.io/client-go/util/jsonpath; a backslash takes a dot into the name.
const NAME = String.raw`(?:\\.|[^\s.,[\]$@{}()'"\\<>=!?*])+`;
const INDEX = String.raw`-?\d+|\*|-?\d*:-?\d*(?::-?\d*)?`;
const LITERAL = String.raw`"[^"\\]*"|'[^'\\]*'|-?\d+(?:\.\d+)?|true|false`;
const FILTER = String.raw`@(?<left>(?:\.${NAME})+)\s*(?:(?:[=!]=|[<>]=?)\s*(?:${LITERAL}))?`;
const STEP = new RegExp(
  String.raw`\.\.(?<deep>${NAME})|\.(?<wildcard>\*)|\.(?<name>${NAME})` +
    String.raw`|\['(?<quoted>[^'\\]+)'\]|\[(?<index>${INDEX})\]|\[\?\(${FILTER}\)\]`,
  "gy",
);

/** The steps of a path such as `.status.conditions[?(@.type=="Ready")].status`; undefined if it is not one. */
export function parseJsonPath(path: string): Step[] | undefined {
  const matches = [...path.matchAll(STEP)];
  const isWhole = matches.length > 0 && matches.map(([text]) => text).join("") === path;
  return isWhole ? matches.map(({ groups = {} }) => stepOf(groups)) : undefined;
}

function stepOf(groups: Readonly<Record<string, string | undefined>>): Step {
  if (groups.deep !== undefined) return { kind: "deep" };
  if (groups.wildcard !== undefined) return { kind: "wildcard" };
  if (groups.index !== undefined) return { kind: "index" };
  if (groups.left !== undefined) return { kind: "filter", steps: parseJsonPath(groups.left) ?? [] };
  return { kind: "name", name: groups.quoted ?? (groups.name ?? "").replaceAll("\\", "") };
}

const NAMES_ONLY = /^(?:\.[A-Za-z_][\w-]*)+$/;

/** The steps of a path that may only name fields, such as `.spec.replicas`; undefined if it is not one. */
export function parseFieldPath(path: string): Step[] | undefined {
  return NAMES_ONLY.test(path) ? parseJsonPath(path) : undefined;
}
