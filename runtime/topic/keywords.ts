import { nearestWord } from "../../generated/support/nearest-word.js";

/** The keywords of a templated topic, without their colon, in the order of the Octopus MQTT document. */
export const TOPIC_KEYWORDS = ["namespace", "name", "uid", "path", "operator"] as const;

/** One of the five keywords. */
export type TopicKeyword = (typeof TOPIC_KEYWORDS)[number];

/** A keyword that renders to nothing unless a call overrides it, and the keyword that was probably meant. */
export interface UnknownKeyword {
  /** As written, without the colon. */
  readonly keyword: string;
  /** The keyword that may be meant. */
  readonly suggestion?: TopicKeyword;
}

/**
 * The keywords of a template that are none of the five, each once, in order of appearance. Such a segment vanishes
 * from the topic without a word, so a misspelling would go unnoticed.
 */
export function unknownKeywords(template: string): UnknownKeyword[] {
  const keywords = template
    .split("/")
    .filter((segment) => segment.startsWith(":") && segment !== ":")
    .map((segment) => segment.slice(1));
  return [...new Set(keywords)].filter((keyword) => !isTopicKeyword(keyword)).map(withSuggestion);
}

function isTopicKeyword(keyword: string): keyword is TopicKeyword {
  return (TOPIC_KEYWORDS as readonly string[]).includes(keyword);
}

function withSuggestion(keyword: string): UnknownKeyword {
  const word = keyword.toLowerCase();
  const suggestion = nearestWord(word, TOPIC_KEYWORDS) ?? startedKeyword(word);
  return suggestion === undefined ? { keyword } : { keyword, suggestion };
}

/** The known keyword of which the word is the start: `:op` was cut short rather than misspelt. */
function startedKeyword(word: string): TopicKeyword | undefined {
  return TOPIC_KEYWORDS.find((known) => word.length >= 2 && known.startsWith(word));
}
