import { requireTopicName } from "../topic/index.js";
import { keptBeyond } from "./connection-error.js";
import type { OperationSettings } from "./pending-operations.js";

/** How publishing a message may end. */
interface Terms {
  readonly waitTimeoutMs: number;
  /** Whether it is in a store that outlives the process. */
  readonly isStored: boolean;
  /** Whether that is all that is waited for. */
  readonly untilStored: boolean;
}

/** What publishing needs to know of a topic, found out once for all messages that go to it one after the other. */
export class Publishing {
  #topic: string | undefined;
  #terms: Terms | undefined;
  #operation: OperationSettings | undefined;

  /** Throws `invalid-topic` for what is no topic name. */
  checkTopic(topic: string): void {
    if (topic === this.#topic) return;
    this.#topic = requireTopicName(topic);
    this.#operation = undefined;
  }

  /** The settings of the operation that publishes to the topic checked last. */
  operation({ waitTimeoutMs, isStored, untilStored }: Terms): OperationSettings {
    const { waitTimeoutMs: wait, isStored: wasStored, untilStored: until } = this.#terms ?? {};
    const isSame = waitTimeoutMs === wait && isStored === wasStored && untilStored === until;
    if (this.#operation !== undefined && isSame) return this.#operation;
    this.#terms = { waitTimeoutMs, isStored, untilStored };
    this.#operation = {
      what: `publish to ${this.#topic}`,
      waitTimeoutMs,
      kept: true,
      untilStored,
      failure: isStored ? keptBeyond : undefined,
    };
    return this.#operation;
  }
}
