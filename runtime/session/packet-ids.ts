import type { IClientOptions } from "mqtt";
import { MESSAGE_IDS } from "./store/packet-id.js";

type MessageIdProvider = NonNullable<IClientOptions["messageIdProvider"]>;

/** The largest packet identifier (MQTT 3.1.1, section 2.3.1); 0 is none. */
const LAST_ID = 65_535;

/**
 * Hands out packet identifiers: for a message the one that belongs to it, which the delivery says beforehand, and for
 * subscriptions a free one of those that no message has.
 *
 * mqtt.js's own providers do neither: the default one does not look whether an identifier is in use, so that a message
 * takes the place of another; the careful one forgets at every connection what is in use.
 */
export class PacketIds implements MessageIdProvider {
  readonly #inUse = new Set<number>();
  #last = MESSAGE_IDS;
  #ofMessage: number | undefined;

  /** The next call of `allocate` gives this identifier: that of a message. */
  useNext(id: number): void {
    this.#ofMessage = id;
  }

  /** The identifier of the message that was announced, else a free one; null when all are in use. */
  allocate(): number | null {
    const id = this.#ofMessage;
    this.#ofMessage = undefined;
    if (id !== undefined) return id;
    if (this.#inUse.size === LAST_ID - MESSAGE_IDS) return null;
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
    this.#inUse.delete(id);
  }

  /**
   * mqtt.js calls it at every CONNACK, and frees no identifier of a subscription that the last connection left
   * unanswered. Those of messages are not counted here.
   */
  clear(): void {
    this.#inUse.clear();
  }
}
