/** Templated topics and MQTT's rules for topics: pure functions that run anywhere, in a browser too. */
export { TOPIC_KEYWORDS, unknownKeywords } from "./keywords.js";
export type { TopicKeyword, UnknownKeyword } from "./keywords.js";
export { checkTopicFilter, checkTopicName, requireTopicFilter, requireTopicName } from "./rules.js";
export type { TopicIssue, TopicIssueCode, TopicNameRules } from "./rules.js";
export { compileTopic } from "./template.js";
export type { TopicContext, TopicLink, TopicOverrides, TopicTemplate } from "./template.js";
