import type { TopicLink, TopicOverrides } from "./template.js";

/** A piece of a compiled template: text as it is (segments already joined by `/`), or a keyword to look up. */
export type TopicPart =
  { readonly kind: "literal"; readonly text: string } | { readonly kind: "keyword"; readonly keyword: string };

/** Splits a template into parts, with the link's identity filled in and all that renders to nothing left out. */
export function compileParts(template: string, link: TopicLink): TopicPart[] {
  const segments = template
    .split("/")
    .filter((segment) => segment !== ":")
    .map((segment) => identityContent(segment, link) ?? segment)
    .filter((segment) => segment !== "" && segment !== ":");
  return mergeLiterals(segments.map(toPart));
}

/** Joins the parts, contents looked up in `overrides` first and then in `contents`. */
export function renderParts(
  parts: readonly TopicPart[],
  contents: TopicOverrides,
  overrides: TopicOverrides = {},
): string {
  let topic = "";
  for (const part of parts) {
    const text =
      part.kind === "literal"
        ? part.text
        : (ownContent(overrides, part.keyword) ?? ownContent(contents, part.keyword) ?? "");
    if (text !== "") topic = topic === "" ? text : `${topic}/${text}`;
  }
  return collapseSlashes(topic);
}

function identityContent(segment: string, link: TopicLink): string | undefined {
  switch (segment) {
    case ":namespace":
      return link.namespace;
    case ":name":
      return link.name;
    case ":uid":
      return link.uid;
    default:
      return undefined;
  }
}

function toPart(segment: string): TopicPart {
  return segment.startsWith(":") ? { kind: "keyword", keyword: segment.slice(1) } : { kind: "literal", text: segment };
}

function mergeLiterals(parts: readonly TopicPart[]): TopicPart[] {
  const merged: TopicPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === "literal" && last?.kind === "literal") {
      merged[merged.length - 1] = { kind: "literal", text: `${last.text}/${part.text}` };
    } else {
      merged.push(part);
    }
  }
  // Without the room that it has grown into: it is kept for each of many devices.
  return merged.slice();
}

/** Own properties only: a template may well say `:constructor`. */
function ownContent(contents: TopicOverrides, keyword: string): string | undefined {
  return Object.hasOwn(contents, keyword) ? contents[keyword] : undefined;
}

/** Repeated slashes become one and a trailing one goes, as in Go's path.Clean; a topic of only slashes becomes `/`. */
function collapseSlashes(topic: string): string {
  const single = topic.includes("//") ? topic.replace(/\/{2,}/g, "/") : topic;
  return single.length > 1 && single.endsWith("/") ? single.slice(0, -1) : single;
}
