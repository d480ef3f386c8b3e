import type { Buffer } from "node:buffer";
import { ACKNOWLEDGEMENT, type AcknowledgementType } from "../transport/acknowledgements.js";
import { Allowance } from "./allowance.js";
import { Fifo } from "./fifo.js";
import { Batch, WrittenBatches } from "./batch.js";
import type { Kept, Outgoing } from "./outgoing.js";
import type { Outlet } from "./outlet.js";
import type { PendingOperations, PublicationSettings } from "./pending-operations.js";
import { MESSAGE_IDS, packetId } from "./store/packet-id.js";
import type { KeptMessage, Publisher, SessionStore } from "./store/session-store.js";

/** To send so many takes some milliseconds, however fast broker and network are. */
const MANY_WAIT = 500;

/** How messages are delivered. */
export interface DeliverySettings {
  /** How many messages of QoS 1 and 2 may be in flight. */
  readonly maxInFlight: number;
  /** Whether every connection begins a session of its own, in which nothing is sent for the second time. */
  readonly cleanSession: boolean;
}

/**
 * Delivers messages over one connection after another: they are stored, wait in the outbox, pass through a window of
 * messages in flight, and leave it with the broker's acknowledgement. What was not acknowledged when a connection broke,
 * or by an earlier process, is sent again over the next one, in order, all at once, with its packet identifier and DUP,
 * or as PUBREL where the broker has it (MQTT 3.1.1, section 4.4).
 *
 * The window bounds a resend as well. It is there for brokers that drop, without a word, what exceeds their own
 * (Mosquitto beyond 20 messages of QoS 2), and keeps what has to be sent again short.
 */
export class Delivery implements Publisher<Outgoing, Batch> {
  readonly #settings: () => DeliverySettings;
  readonly #store: SessionStore;
  readonly #outbox = new Fifo<Kept | Batch>();
  /** By packet identifier, in the order of sending. */
  readonly #inFlight = new Map<number, Kept>();
  /** Of QoS 0: the batch that waits and takes more, and what was written to the outlet. */
  #filling: Batch | undefined;
  #written: WrittenBatches | undefined;
  readonly #idleWaiters: (() => void)[] = [];
  /** Messages that are being stored, and those of the outbox. */
  #waiting = 0;
  #lastSequence: number;
  #outlet: Outlet | undefined;
  readonly #allowance: Allowance;
  /** What is in flight and was not yet sent over this outlet, by packet identifier. */
  #toResend: Fifo<readonly [id: number, Kept]> | undefined;
  #blocked = false;
  /** Whether it is being written down that the broker has no session. */
  #resetting = false;
  /** Counts the sessions on the broker. */
  #session = 0;

  /** `settings` are those that count now. */
  constructor(settings: () => DeliverySettings, store: SessionStore) {
    this.#settings = settings;
    this.#allowance = new Allowance(settings().maxInFlight);
    this.#store = store;
    this.#lastSequence = store.lastSequence;
    store.patientWhile(() => this.#outlet !== undefined && this.#outbox.length > MANY_WAIT);
    for (const message of store.recovered) {
      const { qos, released } = message;
      const kept: Kept = { message, qos, outcome: undefined, sent: true, released };
      // What the broker has is in flight, also if an earlier process had a larger window.
      if (released || (this.#outbox.length === 0 && this.#hasRoomFor(kept))) this.#fly(kept);
      else {
        this.#waiting += 1;
        this.#outbox.push(kept);
      }
    }
  }

  /** How many messages wait for their turn, or for a connection. */
  get waiting(): number {
    return this.#waiting;
  }

  /** How many messages of QoS 1 and 2 were sent and are not acknowledged. */
  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Takes a message of QoS 1 or 2. It is stored, and sent in its turn. */
  publish(outgoing: Outgoing): void {
    const { topic, payload, qos, retain } = outgoing;
    this.#filling = undefined;
    this.#waiting += 1;
    this.#lastSequence += 1;
    this.#store.keep({ sequence: this.#lastSequence, topic, payload, qos, retain }, this, outgoing);
  }

  /**
   * Takes a message of QoS 0, which is not stored, but does not overtake what is. The promise of its end, which it shares
   * with others, is one of `pending`.
   */
  publishOnce(payload: string | Buffer, settings: PublicationSettings, pending: PendingOperations): Promise<void> {
    if (this.#isFree && this.#written !== undefined) return this.#written.publish(payload, settings, pending);
    this.#waiting += 1;
    if (this.#filling?.isOpenFor(settings)) return this.#filling.add(payload).promise;
    const batch = new Batch(settings, pending).add(payload);
    this.#filling = batch;
    this.#store.afterAll(this, batch);
    return batch.promise;
  }

  /** Call at CONNACK, before anything is sent: without a session on the broker there is nothing to release. */
  accepted(sessionKept: boolean): void {
    if (sessionKept) {
      // The broker may still hold messages of a process that forgot them; an identifier that it knows would mean those.
      if (this.#lastSequence === 0) this.#lastSequence = Math.floor(Math.random() * MESSAGE_IDS);
      return;
    }
    this.#session += 1;
    for (const kept of this.#inFlight.values()) kept.released = false;
    this.#resetting = true;
    this.#store.noSession(() => {
      this.#resetting = false;
      this.#send();
    });
  }

  /** Call when messages can be handed over: sends again what is in flight, then what waits. */
  connected(outlet: Outlet): void {
    this.#outlet = outlet;
    this.#written = new WrittenBatches(outlet, this.#tellIfIdle);
    this.#allowance.begin();
    this.#toResend = this.#inFlight.size > 0 ? new Fifo(this.#inFlight) : undefined;
    this.#blocked = false;
    this.#send();
  }

  /** Call when the connection is lost: QoS 0 has no second try, all else is kept. */
  disconnected(reason: Error): void {
    this.#outlet = undefined;
    this.#allowance.end();
    this.#written?.settle(reason);
    this.#written = undefined;
  }

  /** Call at PUBACK, PUBREC and PUBCOMP; false if the identifier is none of a message. */
  acknowledged(type: AcknowledgementType, id: number): boolean {
    if (id > MESSAGE_IDS) return false;
    const kept = this.#inFlight.get(id);
    // What answers nothing that is under way, or answers it wrongly, is harmless.
    if (kept === undefined) return true;
    this.#allowance.heard();
    if (type === ACKNOWLEDGEMENT.pubrec) {
      if (kept.qos === 2) this.#release(id, kept);
    } else if (type === ACKNOWLEDGEMENT.puback || kept.qos === 2) {
      // A broker without QoS 2 answers it with PUBACK.
      this.#settle(id, kept);
    }
    return true;
  }

  /** Resolves when nothing waits and nothing is in flight. */
  whenIdle(): Promise<void> {
    if (this.#isIdle) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  /** Writes what is left to the store, and closes that. What is then not delivered is abandoned. */
  async close(): Promise<void> {
    this.#outlet = undefined;
    await this.#store.close();
  }

  /** For the store. */
  kept(outgoing: Outgoing, message: KeptMessage, error: Error | undefined): void {
    if (error) {
      this.#waiting -= 1;
      outgoing.delivered(error);
      this.#tellIfIdle();
      return;
    }
    outgoing.stored();
    this.#outbox.push({ message, qos: message.qos, outcome: outgoing, sent: false, released: false });
    this.#send();
  }

  /** For the store. */
  allKept(batch: Batch): void {
    this.#outbox.push(batch);
    this.#send();
  }

  /** Sends what was in flight before, then from the front of the outbox, as much as window and stream take. */
  #send(): void {
    const outlet = this.#outlet;
    if (outlet === undefined || this.#resetting || this.#blocked) return;
    if (this.#toResend !== undefined) {
      this.#resend(outlet, this.#toResend);
      if (this.#toResend.length > 0) return;
      this.#toResend = undefined;
    }
    for (let item = this.#outbox.first; item !== undefined; item = this.#outbox.first) {
      if (item.qos !== 0 && (this.#allowance.isUsedUp || !this.#hasRoomFor(item))) return;
      if (outlet.isFull) {
        this.#waitForRoom(outlet);
        return;
      }
      this.#outbox.dropFirst();
      this.#waiting -= item.qos === 0 ? item.count : 1;
      if (item.qos !== 0) this.#sendKept(outlet, this.#fly(item), item);
      else this.#written?.send(item);
    }
  }

  /** Whether what is published now may go out at once. */
  get #isFree(): boolean {
    const hasMore = this.#waiting > 0 || this.#toResend !== undefined || this.#resetting || this.#blocked;
    return !hasMore && this.#outlet?.isFull === false;
  }

  #hasRoomFor({ message }: Kept): boolean {
    return this.#inFlight.size < this.#settings().maxInFlight && !this.#inFlight.has(packetId(message.sequence));
  }

  #fly(kept: Kept): number {
    const id = packetId(kept.message.sequence);
    this.#inFlight.set(id, kept);
    return id;
  }

  #resend(outlet: Outlet, waiting: Fifo<readonly [id: number, Kept]>): void {
    for (let next = waiting.first; next && !this.#allowance.isUsedUp; next = waiting.first) {
      waiting.dropFirst();
      const [id, kept] = next;
      if (this.#inFlight.get(id) !== kept) continue;
      if (kept.released) {
        this.#allowance.sent();
        outlet.release(id);
      } else this.#sendKept(outlet, id, kept);
    }
  }

  #waitForRoom(outlet: Outlet): void {
    this.#blocked = true;
    outlet.whenTaken(() => {
      if (this.#outlet !== outlet) return;
      this.#blocked = false;
      this.#send();
    });
  }

  #sendKept(outlet: Outlet, id: number, kept: Kept): void {
    const { message } = kept;
    const dup = kept.sent && !this.#settings().cleanSession;
    kept.sent = true;
    this.#allowance.sent();
    if (message.encoded !== undefined) outlet.publishEncoded(message.encoded, dup);
    else {
      const { topic, payload, qos, retain } = message;
      outlet.publish({ id, topic, payload, qos, retain, dup });
    }
  }

  #settle(id: number, kept: Kept): void {
    this.#inFlight.delete(id);
    this.#allowance.answered();
    this.#store.settle(kept.message.sequence);
    kept.outcome?.delivered();
    this.#send();
    this.#tellIfIdle();
  }

  /** PUBREL goes out when it is written that the broker has the message, over the connection of PUBREC only. */
  #release(id: number, kept: Kept): void {
    const [outlet, session] = [this.#outlet, this.#session];
    this.#store.release(kept.message.sequence, () => {
      if (this.#session !== session) return;
      kept.released = true;
      if (outlet !== undefined && this.#outlet === outlet) outlet.release(id);
    });
  }

  get #isIdle(): boolean {
    return this.#waiting + this.#inFlight.size === 0 && this.#written?.isEmpty !== false;
  }

  readonly #tellIfIdle = (): void => {
    if (this.#idleWaiters.length > 0 && this.#isIdle) for (const wake of this.#idleWaiters.splice(0)) wake();
  };
}
