import { Buffer } from "node:buffer";
import type { MQTTMessageOptions } from "../../generated/index.js";
import { MqttRuntimeError } from "../errors.js";
import { compileTopic, requireTopicName } from "../topic/index.js";
import type { TopicLink } from "../topic/index.js";

const CONTENT_POINTER = "/message/will/content";
/** Length limit of the will payload in CONNECT (MQTT 3.1.1 section 3.1.3.3). */
const MAX_BYTES = 65_535;

/** A will as mqtt.js takes it. Octopus fixes QoS 1 and retained. */
export interface Will {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 1;
  readonly retain: true;
}

/** The message options that a will depends on. */
export type WillMessageOptions = Readonly<Pick<MQTTMessageOptions, "topic" | "path" | "operator" | "will">>;

/**
 * The will to leave with the broker, or undefined if the options have none. Its topic is a template like that of the
 * messages, rendered for publishing with the same `path` and `operator`; absent or empty, it is the message topic with
 * a last level `$will`.
 *
 * Throws `invalid-topic` for a topic that MQTT does not allow, and `invalid-payload` for content that is not base64 or
 * has more than 65535 bytes.
 */
export function resolveWill(message: WillMessageOptions, link: TopicLink): Will | undefined {
  const { topic: messageTopic, path, operator, will } = message;
  if (will == null) return undefined;
  const ownTopic = will.topic === "" ? null : will.topic;
  const topic = compileTopic(ownTopic ?? `${messageTopic}/$will`, { link, path, operator }).forPublish();
  requireTopicName(topic, { pointer: ownTopic == null ? "/message/topic" : "/message/will/topic" });
  return { topic, payload: decodeContent(will.content), qos: 1, retain: true };
}

/**
 * Decodes base64 as Octopus does: the standard and the URL alphabet, even mixed; padding optional and of any length;
 * line breaks inside are skipped.
 */
function decodeContent(content: string): Buffer {
  const digits = withoutPadding(content).replace(/[\r\n]/g, "");
  if (!/^[A-Za-z0-9+/_-]*$/.test(digits) || digits.length % 4 === 1) {
    throw new MqttRuntimeError("invalid-payload", "The content of the will is not base64", {
      pointer: CONTENT_POINTER,
      expected: "the bytes of the message in base64, in the standard or the URL alphabet",
      remedy: "Encode the message, for example with: printf offline | base64",
    });
  }
  const payload = Buffer.from(digits, "base64");
  if (payload.length <= MAX_BYTES) return payload;
  throw new MqttRuntimeError("invalid-payload", "The content of the will is too long", {
    pointer: CONTENT_POINTER,
    found: `${payload.length} bytes`,
    expected: `at most ${MAX_BYTES} bytes`,
  });
}

/** A loop, since a regular expression for "= at the end" takes quadratic time on hostile input. */
function withoutPadding(content: string): string {
  let end = content.length;
  while (end > 0 && content[end - 1] === "=") end--;
  return content.slice(0, end);
}
