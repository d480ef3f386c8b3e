import { compileParts, renderParts } from "./parts.js";
import type { TopicPart } from "./parts.js";

/** The DeviceLink whose identity `:namespace`, `:name` and `:uid` stand for. */
export interface TopicLink {
  /** Content of `:namespace`. */
  readonly namespace: string;
  /** Content of `:name`. */
  readonly name: string;
  /** Content of `:uid`, and what the client id is made from; a UUID. */
  readonly uid: string;
}

/** What a template is compiled with: the identity, and what `message.path` and `message.operator` say. */
export interface TopicContext {
  /** The DeviceLink that the topic is of. */
  readonly link: TopicLink;
  /** Content of `:path`; absent, null or empty means none. */
  readonly path?: string | null | undefined;
  /** Content of `:operator`: `read` for subscriptions, `write` for publications; the word `null` means none. */
  readonly operator?: { readonly read?: string | null; readonly write?: string | null } | null | undefined;
}

/**
 * Contents of keywords for one rendering, by keyword without its colon: `{ path: "living-room" }`. They win over
 * the context, an empty string removes the segment, and keywords beyond the five known ones may be given. Only
 * `namespace`, `name` and `uid` cannot be changed: they are filled in when the template is compiled.
 */
export type TopicOverrides = Readonly<Record<string, string>>;

/** A compiled topic template. Both results may be empty or not allowed by MQTT: see `checkTopicName`. */
export interface TopicTemplate {
  /** The topic to publish to: `:operator` has its `write` content. */
  forPublish(overrides?: TopicOverrides): string;
  /** The topic filter to subscribe to: `:operator` has its `read` content. */
  forSubscribe(overrides?: TopicOverrides): string;
}

/**
 * Compiles a templated topic as Octopus understands it ("Templated Topic" in its MQTT document).
 *
 * A segment that begins with a colon is a keyword and is replaced as a whole; a keyword without content vanishes with
 * its segment, and so does a segment that is empty or a lone colon. A `/` inside a content makes levels, repeated and
 * trailing slashes collapse, and a leading slash survives only when the first content brings it. One thing differs
 * from Octopus: `.` and `..` segments stay, where Octopus would resolve them like file paths and so let a content
 * climb out of its place in the topic tree; `checkTopicName` reports them.
 *
 * The template is split once, here; rendering joins parts, and a rendering without overrides is a stored string.
 */
export function compileTopic(template: string, context: TopicContext): TopicTemplate {
  const parts = compileParts(template, context.link);
  const { path, operator } = context;
  return {
    forPublish: renderer(parts, { path: path ?? "", operator: operatorContent(operator?.write) }),
    forSubscribe: renderer(parts, { path: path ?? "", operator: operatorContent(operator?.read) }),
  };
}

function renderer(parts: readonly TopicPart[], contents: TopicOverrides): (overrides?: TopicOverrides) => string {
  const plain = renderParts(parts, contents);
  return (overrides) => (overrides === undefined ? plain : renderParts(parts, contents, overrides));
}

/** Octopus reads the word `null` as "no operator", since its defaulting would fill in a missing one. */
function operatorContent(operator: string | null | undefined): string {
  return operator == null || operator === "null" ? "" : operator;
}
