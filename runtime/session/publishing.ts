import { requireTopicName } from "../topic/index.js";
import { keptBeyond } from "./connection-error.js";
import type { PublicationSettings } from "./pending-operations.js";

/** How a message is published, and how that may end. */
interface Terms {
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly waitTimeoutMs: number;
  /** Whether it is in a store that outlives the process. */
  readonly isStored: boolean;
  /** Whether that is all that is waited for. */
  readonly untilStored: boolean;
}

/** What publishing needs to know of a topic, found out once for all messages that go to it one after the other. */
export class Publishing {
  #topic = "";
  #settings: PublicationSettings | undefined;

  /** Throws `invalid-topic` for what is no topic name. */
  checkTopic(topic: string): void {
    if (topic === this.#topic) return;
    this.#topic = requireTopicName(topic);
    this.#settings = undefined;
  }

  /** For a message to the topic checked last. */
  settings(terms: Terms): PublicationSettings {
    if (this.#settings === undefined || !isFor(terms, this.#settings)) {
      const { qos, retain, waitTimeoutMs, isStored, untilStored } = terms;
      const topic = this.#topic;
      const failure = isStored ? keptBeyond : undefined;
      this.#settings = {
        what: `publish to ${topic}`,
        topic,
        qos,
        retain,
        waitTimeoutMs,
        kept: true,
        untilStored,
        failure,
      };
    }
    return this.#settings;
  }
}

function isFor(terms: Terms, settings: PublicationSettings): boolean {
  return (
    terms.qos === settings.qos &&
    terms.retain === settings.retain &&
    terms.waitTimeoutMs === settings.waitTimeoutMs &&
    terms.isStored === (settings.failure !== undefined) &&
    terms.untilStored === settings.untilStored
  );
}
