import {
  Reflection,
  ReflectionKind,
  type Comment,
  type CommentDisplayPart,
  type DeclarationReflection,
  type SignatureReflection,
} from "typedoc";
import { escapeHtml } from "../build/html.js";
import { renderMarkdown } from "../build/markdown.js";
import { signatureText, typeText } from "./type-text.js";

/** Where things are documented, as links of the site; undefined for what is not. */
export interface ApiLinks {
  /** A public symbol, by its name. */
  readonly symbol: (name: string) => string | undefined;
  /** A code of an error or a diagnostic. */
  readonly code: (code: string) => string | undefined;
}

/** One public symbol: what it is in TypeScript, its docstring, and its members with theirs. */
export function symbolHtml(symbol: DeclarationReflection, links: ApiLinks): string {
  const { name, sources, kind } = symbol;
  const place = sources?.[0]?.fileName;
  const signatures = (symbol.signatures ?? []).map((each) => docOf(each, links)).join("");
  // That of a re-exported function is what its module says.
  const doc = symbol.signatures ? signatures : commentHtml(symbol.comment, links);
  return `<section><h2 id="${escapeHtml(name)}"><code>${escapeHtml(name)}</code> <span class="type">${ReflectionKind.singularString(kind).toLowerCase()}</span></h2>
${place === undefined ? "" : `<p class="place">${escapeHtml(place)}</p>`}${headHtml(symbol, links)}${doc}${membersHtml(symbol, links)}</section>`;
}

function headHtml(symbol: DeclarationReflection, links: ApiLinks): string {
  const text = headText(symbol);
  return text === "" ? "" : `<pre tabindex="0"><code>${linkedTypes(text, symbol.name, links)}</code></pre>`;
}

function headText({ name, kind, type, signatures, extendedTypes, typeParameters }: DeclarationReflection): string {
  const generics = typeParameters ? `<${typeParameters.map((each) => each.name).join(", ")}>` : "";
  const above = extendedTypes ? ` extends ${extendedTypes.map(typeText).join(", ")}` : "";
  if (signatures) return signatures.map((each) => signatureText(name, each)).join("\n");
  if (kind === ReflectionKind.TypeAlias) return `type ${name}${generics} = ${typeText(type)}`;
  // The fields of a table of codes are listed below.
  if (kind === ReflectionKind.Variable) return type?.type === "reflection" ? "" : `const ${name}: ${typeText(type)}`;
  return generics + above === "" ? "" : `${name}${generics}${above}`;
}

function membersHtml(symbol: DeclarationReflection, links: ApiLinks): string {
  const inType = symbol.type?.type === "reflection" ? (symbol.type.declaration.children ?? []) : [];
  const own = symbol.kind === ReflectionKind.TypeAlias ? [] : [...(symbol.children ?? []), ...inType];
  const members = own.filter((each) => each.kind !== ReflectionKind.Constructor && each.inheritedFrom === undefined);
  if (members.length === 0) return "";
  return `<div class="fields">${members.map((each) => memberHtml(symbol, each, links)).join("\n")}</div>`;
}

/** Members have no heading of their own in the search: the options of the reference come first there. */
function memberHtml(owner: DeclarationReflection, member: DeclarationReflection, links: ApiLinks): string {
  const { name, flags, signatures, getSignature } = member;
  const type = signatures
    ? signatures.map((each) => signatureText(name, each)).join("\n")
    : typeText(getSignature?.type ?? member.type);
  const optional = flags.isOptional ? ' <span class="type">optional</span>' : "";
  const doc = [...(signatures ?? []), ...(getSignature ? [getSignature] : [])]
    .map((each) => docOf(each, links))
    .join("");
  const id = escapeHtml(`${owner.name}.${name}`);
  return `<section class="field" id="${id}"><h3><a href="#${id}"><code>${escapeHtml(name)}</code></a>
<span class="type"><code>${linkedTypes(type, "", links)}</code></span>${optional}</h3>${commentHtml(member.comment, links)}${doc}</section>`;
}

function docOf({ comment, parameters = [] }: SignatureReflection, links: ApiLinks): string {
  const described = parameters.filter((each) => each.comment);
  const list = described
    .map((each) => `- \`${each.name}\`: ${markdownOf(each.comment?.summary ?? [], links)}`)
    .join("\n");
  return (
    commentHtml(comment, links) +
    (list === ""
      ? ""
      : withCodes(
          renderMarkdown(list, () => undefined),
          links,
        ))
  );
}

function commentHtml(comment: Comment | undefined, links: ApiLinks): string {
  if (!comment) return "";
  const tags = comment.blockTags.map(({ tag, content }) => {
    const name = tag === "@default" ? "Default" : tag === "@example" ? "Example" : tag.slice(1);
    // One value is not worth a block.
    const text = markdownOf(content, links).replace(/^```\w*\n([^\n`]*)\n```$/, "`$1`");
    return `${name}: ${text.startsWith("```") ? "\n\n" : ""}${text}`;
  });
  const text = [markdownOf(comment.summary, links), ...tags].join("\n\n");
  return withCodes(
    renderMarkdown(text, () => undefined),
    links,
  );
}

function markdownOf(parts: readonly CommentDisplayPart[], { symbol }: ApiLinks): string {
  return parts
    .map((part) => {
      if (part.kind !== "inline-tag") return part.text;
      const to = part.target instanceof Reflection ? symbol(topName(part.target)) : undefined;
      return to === undefined ? `\`${part.text}\`` : `[\`${part.text}\`](${to})`;
    })
    .join("")
    .trim();
}

/** The name of the public symbol that something is part of. */
function topName(reflection: Reflection): string {
  let top = reflection;
  while (top.parent && !top.parent.kindOf([ReflectionKind.Module, ReflectionKind.Project])) top = top.parent;
  return top.name;
}

/** Names of public types in a text of TypeScript become links, but for the one that is described. */
function linkedTypes(text: string, own: string, { symbol }: ApiLinks): string {
  return text
    .split(/\b([A-Z]\w+)\b/)
    .map((part) => {
      const to = part === own || !/^[A-Z]\w+$/.test(part) ? undefined : symbol(part);
      return to === undefined ? escapeHtml(part) : `<a href="${to}">${escapeHtml(part)}</a>`;
    })
    .join("");
}

/** Codes of errors in a docstring lead to what they mean. */
function withCodes(html: string, { code }: ApiLinks): string {
  return html.replaceAll(/<code>([a-z]+(?:-[a-z]+)+)<\/code>/g, (whole, name: string) => {
    const to = code(name);
    return to === undefined ? whole : `<a href="${to}">${whole}</a>`;
  });
}
