import type { IClientOptions } from "mqtt";

type MessageIdProvider = NonNullable<IClientOptions["messageIdProvider"]>;

/** The largest packet identifier (MQTT 3.1.1, section 2.3.1); 0 is none. */
const LAST_ID = 65_535;

/**
 * Hands out packet identifiers that are not in use, and hands out one again when its packet is sent again.
 *
 * mqtt.js's own providers do one or the other thing: the default one does not look whether an identifier is in use, so
 * that a message takes the place of another; the careful one forgets at every connection what is in use.
 */
export class PacketIds implements MessageIdProvider {
  readonly #inUse = new Set<number>();
  #last = 0;
  #again: number | undefined;

  /** The next call of `allocate` gives this identifier: that of a packet which is sent again. */
  reuse(id: number): void {
    this.#again = id;
  }

  /** The identifier that the next call of `allocate` will give. Throws when all are in use, which the window prevents. */
  reserve(): number {
    const id = this.allocate();
    if (id === null) throw new Error("all packet identifiers are in use");
    this.reuse(id);
    return id;
  }

  /** The next free identifier, or null when all are in use. */
  allocate(): number | null {
    const again = this.#again;
    this.#again = undefined;
    if (again !== undefined) return this.#take(again);
    if (this.#inUse.size === LAST_ID) return null;
    let id = this.#last;
    do id = (id % LAST_ID) + 1;
    while (this.#inUse.has(id));
    return this.#take(id);
  }

  getLastAllocated(): number | null {
    return this.#last === 0 ? null : this.#last;
  }

  /** Always true: what mqtt.js registers comes from our own store, and is in use already. */
  register(id: number): boolean {
    this.#inUse.add(id);
    return true;
  }

  deallocate(id: number): void {
    this.#inUse.delete(id);
  }

  /** Nothing: mqtt.js calls it at every CONNACK, when messages of the connection before are still under way. */
  clear(): void {
    return;
  }

  #take(id: number): number {
    this.#inUse.add(id);
    this.#last = id;
    return id;
  }
}
