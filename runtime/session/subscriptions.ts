import type { IPublishPacket, MqttClient } from "mqtt";
import { MqttRuntimeError } from "../errors.js";
import { compileFilter, type FilterMatcher } from "../topic/filter-match.js";
import type { Settle } from "./pending-operations.js";
import type { PendingSubscription, SessionStore } from "./store/session-store.js";

/** Quality of service: at most once, at least once, exactly once. */
export type Qos = 0 | 1 | 2;

/** What a handler learns about a message beside its payload. */
export interface MessageInfo {
  /** The topic name that it was published to. */
  readonly topic: string;
  /** With which the broker delivered it: the lower one of publication and subscription. */
  readonly qos: Qos;
  /** The broker had kept the message: it was published before the subscription. */
  readonly retain: boolean;
  /** The broker has sent the message before, without learning that it arrived. */
  readonly dup: boolean;
}

/** Receives messages. It may be asynchronous; with `order: true` the next message waits for it. */
export type MessageHandler = (payload: Buffer, info: MessageInfo) => unknown;

/** One call of `subscribe`. */
export interface SubscriptionEntry {
  readonly filter: string;
  readonly qos: Qos;
  readonly handler: MessageHandler;
  readonly matches: FilterMatcher;
  /** Ends the call of `subscribe` that made the entry, with the QoS that the broker granted. */
  readonly settle: Settle<Qos>;
  /** Whether the broker has granted it once. */
  acknowledged: boolean;
}

/** The failure code of a SUBACK (MQTT 3.1.1, section 3.9.3). */
const REFUSED = 0x80;

/** How many SUBSCRIBE and UNSUBSCRIBE packets may be unanswered; what comes then goes into one packet later. */
const MOST_UNANSWERED = 100;

/** Where it is written down what the broker has not answered; part of a session store. */
export type SubscriptionMemory = Pick<SessionStore, "subscriptions" | "askedFor" | "answered">;

/** How subscriptions are kept. */
export interface SubscriptionSettings {
  /** `resumeSubs`, where sessions are kept: whether those of an earlier process that were not answered are sent again. */
  readonly resume: () => boolean;
  /** Told of a refusal that belongs to no call any more. */
  readonly report: (error: Error) => void;
}

/**
 * What the user wants to receive. mqtt.js has a list of its own, but that one forgets every filter of a call when the
 * broker refuses one of them, and is not renewed with MQTT 3.1 and a kept session.
 */
export class Subscriptions {
  readonly #settings: SubscriptionSettings;
  readonly #entries = new Set<SubscriptionEntry>();
  /** Filters that an earlier process subscribed to without an answer, with their QoS. */
  readonly #leftOver = new Map<string, Qos>();
  /** Filters that are to be ended, with the calls that wait for it. */
  readonly #endings = new Map<string, Settle<undefined>[]>();
  readonly #due = new Set<string>();
  readonly #dueEndings = new Set<string>();
  /** Of the latest message: the next one often is of the same topic. */
  #latest: { readonly topic: string; readonly handlers: readonly MessageHandler[] } | undefined;
  #client: MqttClient | undefined;
  #memory: SubscriptionMemory | undefined;
  #unanswered = 0;
  #scheduled = false;

  constructor(settings: SubscriptionSettings) {
    this.#settings = settings;
  }

  /** Takes a wish, and tells the broker if there is a connection. */
  add(wanted: Omit<SubscriptionEntry, "matches" | "acknowledged">): SubscriptionEntry {
    const { filter } = wanted;
    const entry = { ...wanted, matches: compileFilter(filter), acknowledged: false };
    this.#entries.add(entry);
    this.#latest = undefined;
    for (const settle of this.#endings.get(filter) ?? []) settle(undefined);
    this.#endings.delete(filter);
    this.#ask(filter);
    return entry;
  }

  /** Forgets an entry; true if it was there and the last one with its filter, so that the broker can be told. */
  remove(entry: SubscriptionEntry): boolean {
    this.#latest = undefined;
    return this.#entries.delete(entry) && this.#withFilter(entry.filter).length === 0;
  }

  /** Tells the broker that nobody wants a filter any more, now or when there is a connection. */
  end(filter: string, settle: Settle<undefined>): void {
    this.#endings.set(filter, [...(this.#endings.get(filter) ?? []), settle]);
    this.#dueEndings.add(filter);
    this.#remember({ filter, qos: undefined });
    this.#schedule();
  }

  /** The handlers that a message is for, in the order in which they subscribed. */
  handlersFor(topic: string): readonly MessageHandler[] {
    if (this.#latest?.topic !== topic) {
      const handlers: MessageHandler[] = [];
      for (const { matches, handler } of this.#entries) if (matches(topic)) handlers.push(handler);
      this.#latest = { topic, handlers };
    }
    return this.#latest.handlers;
  }

  /**
   * Call when there is a connection. Subscribes again: to everything, or only to what is not acknowledged if the session
   * was kept; and ends what an earlier process, or this one without a connection, wanted to end.
   */
  renew(client: MqttClient, sessionKept: boolean, memory: SubscriptionMemory): void {
    this.#client = client;
    if (this.#memory !== memory) this.#recall(memory);
    for (const { filter, acknowledged } of this.#entries) if (!(sessionKept && acknowledged)) this.#ask(filter);
    for (const filter of this.#leftOver.keys()) this.#ask(filter);
    for (const filter of this.#endings.keys()) this.#dueEndings.add(filter);
    // At once, ahead of messages that are sent again.
    this.#send(client);
  }

  /** Call when the connection is lost; whoever waits is told by its own operation, or by the next connection. */
  disconnected(): void {
    this.#client = undefined;
  }

  /** Takes over what the store has from an earlier process. */
  #recall(memory: SubscriptionMemory): void {
    this.#memory = memory;
    for (const { filter, qos } of memory.subscriptions) {
      if (!this.#settings.resume()) memory.answered(filter);
      else if (this.#withFilter(filter).length > 0) continue;
      else if (qos === undefined) this.#endings.set(filter, this.#endings.get(filter) ?? []);
      else if (!this.#endings.has(filter)) this.#leftOver.set(filter, qos);
    }
  }

  #ask(filter: string): void {
    this.#due.add(filter);
    this.#remember({ filter, qos: this.#highestQos(filter) });
    this.#schedule();
  }

  /** What is asked for in the same turn goes into one packet. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.#client) this.#send(this.#client);
    });
  }

  #send(client: MqttClient): void {
    if (this.#unanswered >= MOST_UNANSWERED) return;
    const ended = [...this.#dueEndings].filter((filter) => this.#endings.has(filter));
    this.#dueEndings.clear();
    if (ended.length > 0) this.#sendEndings(client, ended);
    const wanted = [...this.#due].filter((filter) => this.#isWanted(filter));
    this.#due.clear();
    if (wanted.length > 0) this.#sendWishes(client, wanted);
  }

  #sendWishes(client: MqttClient, filters: readonly string[]): void {
    const wishes = Object.fromEntries(filters.map((filter) => [filter, { qos: this.#highestQos(filter) }]));
    this.#unanswered += 1;
    client.subscribe(wishes, (error, _grants, suback) => {
      this.#unanswered -= 1;
      // Without a SUBACK the connection broke; one of a connection that was replaced says nothing of the present one.
      const granted = this.#client === client ? suback?.granted : undefined;
      for (const [index, filter] of filters.entries()) this.#settle(filter, granted?.[index], error);
      this.#schedule();
    });
  }

  #sendEndings(client: MqttClient, filters: string[]): void {
    this.#unanswered += 1;
    client.unsubscribe(filters, (error) => {
      this.#unanswered -= 1;
      // With an error the connection broke.
      if (error == null && this.#client === client) for (const filter of filters) this.#ended(filter);
      this.#schedule();
    });
  }

  #ended(filter: string): void {
    const settles = this.#endings.get(filter);
    if (settles === undefined) return;
    this.#endings.delete(filter);
    this.#memory?.answered(filter);
    for (const settle of settles) settle(undefined);
  }

  #settle(filter: string, granted: unknown, error: Error | null): void {
    const isGranted = granted === 0 || granted === 1 || granted === 2;
    if (!isGranted && granted !== REFUSED) return;
    this.#memory?.answered(filter);
    const entries = this.#withFilter(filter);
    if (!isGranted) this.#refuse(filter, entries, error);
    else for (const entry of entries) acknowledge(entry, granted);
    this.#leftOver.delete(filter);
  }

  #refuse(filter: string, entries: readonly SubscriptionEntry[], cause: Error | null): void {
    const refusal = new MqttRuntimeError("subscription-refused", `The broker refused to subscribe to ${filter}`, {
      remedy: "Check the permissions of this client at the broker.",
      cause: cause ?? undefined,
    });
    if (entries.length === 0 || entries.some(({ acknowledged }) => acknowledged)) this.#settings.report(refusal);
    this.#latest = undefined;
    for (const entry of entries) {
      this.#entries.delete(entry);
      entry.settle(refusal);
    }
  }

  #remember(subscription: PendingSubscription): void {
    if (this.#settings.resume()) this.#memory?.askedFor(subscription);
  }

  #isWanted(filter: string): boolean {
    return this.#leftOver.has(filter) || this.#withFilter(filter).length > 0;
  }

  #withFilter(wanted: string): SubscriptionEntry[] {
    return [...this.#entries].filter(({ filter }) => filter === wanted);
  }

  #highestQos(filter: string): Qos {
    const wanted = this.#withFilter(filter).map(({ qos }) => qos);
    return Math.max(this.#leftOver.get(filter) ?? 0, ...wanted) as Qos;
  }
}

function acknowledge(entry: SubscriptionEntry, granted: Qos): void {
  entry.acknowledged = true;
  entry.settle(undefined, granted);
}

/** The part of a PUBLISH packet that handlers see. */
export function messageInfo({ topic, qos, retain, dup }: IPublishPacket): MessageInfo {
  return { topic, qos, retain, dup };
}
