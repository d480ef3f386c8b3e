import type { IClientOptions } from "mqtt";
import { MESSAGE_IDS } from "./store/packet-id.js";

type MessageIdProvider = NonNullable<IClientOptions["messageIdProvider"]>;

/** The largest packet identifier (MQTT 3.1.1, section 2.3.1); 0 is none. */
const LAST_ID = 65_535;

/**
 * Hands out packet identifiers to mqtt.js: for subscriptions, and for what it publishes itself, a free one of those that no
 * message of the delivery has.
 *
 * mqtt.js's own providers will not do: the default one does not look whether an identifier is in use, so that one packet
 * takes the place of another; the careful one forgets at every connection what is in use.
 */
export class PacketIds implements MessageIdProvider {
  /** Made for the first one: most clients subscribe to nothing. */
  #inUse: Set<number> | undefined;
  #last = MESSAGE_IDS;

  /** Whether there is no free one; mqtt.js then drops what it was to send, without a word. */
  get exhausted(): boolean {
    return this.#inUse?.size === LAST_ID - MESSAGE_IDS;
  }

  /** A free one; null when all are in use. */
  allocate(): number | null {
    if (this.exhausted) return null;
    this.#inUse ??= new Set();
    do this.#last = this.#last === LAST_ID ? MESSAGE_IDS + 1 : this.#last + 1;
    while (this.#inUse.has(this.#last));
    this.#inUse.add(this.#last);
    return this.#last;
  }

  getLastAllocated(): number | null {
    return this.#last === MESSAGE_IDS ? null : this.#last;
  }

  /** Always true: nothing else hands out identifiers. */
  register(): boolean {
    return true;
  }

  deallocate(id: number): void {
    this.#inUse?.delete(id);
  }

  /**
   * mqtt.js calls it at every CONNACK, and frees no identifier of a subscription that the last connection left
   * unanswered.
   */
  clear(): void {
    this.#inUse?.clear();
  }
}
