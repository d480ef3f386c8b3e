import { MqttRuntimeError } from "../errors.js";
import type { RuntimeErrorDetails } from "../errors.js";

/** The rules a topic can break, by code. Codes are stable. */
export type TopicIssueCode =
  | "topic-empty"
  | "topic-too-long"
  | "topic-nul"
  | "topic-lone-surrogate"
  | "topic-wildcard"
  | "topic-leading-dollar"
  | "topic-dot-segment"
  | "filter-multi-level-wildcard"
  | "filter-single-level-wildcard"
  | "filter-share-group";

/** One broken rule: a stable code, and a sentence that says what is wrong and what would be right. */
export interface TopicIssue {
  /** Which rule is broken; stable. */
  readonly code: TopicIssueCode;
  /** What is wrong, as a phrase. */
  readonly message: string;
}

/** A rule of {@link checkTopicName} that can be lifted. */
export interface TopicNameRules {
  /** Accept a leading `$`, which MQTT 3.1.1 section 4.7.2 keeps for the server's own topics. Default: false. */
  readonly allowDollar?: boolean;
}

/** Length limit of every MQTT string, in UTF-8 bytes (MQTT 3.1.1 section 1.5.3). */
const MAX_BYTES = 65_535;

const DOT_SEGMENT: TopicIssue = {
  code: "topic-dot-segment",
  message:
    "A level must not be `.` or `..`: MQTT takes them literally, so they would not mean what they mean in a path.",
};

/**
 * What keeps a text from being a topic name, that is, a topic to publish to; an empty list means it is one. The rules
 * are those of MQTT 3.1.1 sections 1.5.3 and 4.7, and two of ours: no leading `$`, and no `.` or `..` levels (Octopus
 * would have resolved those like file paths, and a topic must not quietly mean two different things).
 */
export function checkTopicName(topic: string, rules: TopicNameRules = {}): TopicIssue[] {
  return [
    ...checkText(topic, "A topic name"),
    ...issueIf(/[+#]/.test(topic), {
      code: "topic-wildcard",
      message: "A topic name must not hold the wildcards `+` and `#`: one publishes to a single topic.",
    }),
    ...issueIf(topic.startsWith("$") && rules.allowDollar !== true, {
      code: "topic-leading-dollar",
      message: "A topic name must not begin with `$`: such topics belong to the broker. Put a level before it.",
    }),
    ...issueIf(hasDotSegment(topic), DOT_SEGMENT),
  ];
}

/**
 * What keeps a text from being a topic filter, that is, something to subscribe to; an empty list means it is one.
 * Wildcards must fill a level, `#` the last one (MQTT 3.1.1 section 4.7.1). `$share/GROUP/FILTER`, the shared
 * subscriptions that many 3.1.1 brokers know, and other filters that begin with `$` are accepted.
 */
export function checkTopicFilter(filter: string): TopicIssue[] {
  const levels = filter.split("/");
  const shared = levels[0] === "$share";
  const inner = shared ? levels.slice(2) : levels;
  return [
    ...checkText(filter, "A topic filter"),
    ...issueIf(shared && (!isShareGroup(levels[1]) || inner.length === 0 || inner.join("/") === ""), {
      code: "filter-share-group",
      message:
        "A shared subscription has the form `$share/GROUP/FILTER`, with a group free of `+` and `#`, and a filter.",
    }),
    ...issueIf(
      inner.some((level, index) => level.includes("#") && (level !== "#" || index < inner.length - 1)),
      {
        code: "filter-multi-level-wildcard",
        message: "The wildcard `#` must be alone in the last level: `a/#`, not `a#` or `a/#/b`.",
      },
    ),
    ...issueIf(
      inner.some((level) => level.includes("+") && level !== "+"),
      {
        code: "filter-single-level-wildcard",
        message: "The wildcard `+` must be alone in its level: `a/+/b`, not `a+/b`.",
      },
    ),
    ...issueIf(hasDotSegment(filter), DOT_SEGMENT),
  ];
}

/** Returns the topic if it is a topic name; else throws `invalid-topic` with everything that {@link checkTopicName} says. */
export function requireTopicName(topic: string, details: RuntimeErrorDetails = {}, rules: TopicNameRules = {}): string {
  return requireNoIssues(topic, "topic name", checkTopicName(topic, rules), details);
}

/** Returns the filter if it is a topic filter; else throws `invalid-topic` with everything that {@link checkTopicFilter} says. */
export function requireTopicFilter(filter: string, details: RuntimeErrorDetails = {}): string {
  return requireNoIssues(filter, "topic filter", checkTopicFilter(filter), details);
}

function requireNoIssues(topic: string, what: string, issues: TopicIssue[], details: RuntimeErrorDetails): string {
  if (issues.length === 0) return topic;
  const shown = topic.length > 200 ? `${topic.slice(0, 200)}...` : topic;
  const remedy = issues.map(({ message }) => message).join(" ");
  throw new MqttRuntimeError("invalid-topic", `${JSON.stringify(shown)} is not a ${what}`, { remedy, ...details });
}

function checkText(text: string, what: string): TopicIssue[] {
  return [
    ...issueIf(text === "", { code: "topic-empty", message: `${what} has at least one character.` }),
    ...issueIf(isLongerThan(text, MAX_BYTES), {
      code: "topic-too-long",
      message: `${what} has at most 65535 bytes in UTF-8.`,
    }),
    ...issueIf(text.includes("\0"), { code: "topic-nul", message: `${what} must not hold the character U+0000.` }),
    // With the `u` flag a surrogate matches only where it is not half of a pair.
    ...issueIf(/\p{Surrogate}/u.test(text), {
      code: "topic-lone-surrogate",
      message: `${what} must not hold half of a surrogate pair: it cannot be written in UTF-8.`,
    }),
  ];
}

function issueIf(broken: boolean, issue: TopicIssue): TopicIssue[] {
  return broken ? [issue] : [];
}

function hasDotSegment(topic: string): boolean {
  return /(?:^|\/)\.{1,2}(?:\/|$)/.test(topic);
}

function isShareGroup(group: string | undefined): boolean {
  return group !== undefined && group !== "" && !/[+#]/.test(group);
}

/** Counts bytes only where it can matter: a UTF-16 unit takes between one and three of them. */
function isLongerThan(text: string, bytes: number): boolean {
  return text.length > bytes || (text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes);
}
