import type { IPublishPacket, MqttClient } from "mqtt";
import { MqttRuntimeError } from "../errors.js";
import { compileFilter, type FilterMatcher } from "../topic/filter-match.js";
import type { Settle } from "./pending-operations.js";

/** Quality of service: at most once, at least once, exactly once. */
export type Qos = 0 | 1 | 2;

/** What a handler learns about a message beside its payload. */
export interface MessageInfo {
  readonly topic: string;
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

/**
 * What the user wants to receive. mqtt.js has a list of its own, but that one forgets every filter of a call when the
 * broker refuses one of them, and is not renewed with MQTT 3.1 and a kept session.
 */
export class Subscriptions {
  readonly #entries = new Set<SubscriptionEntry>();
  readonly #report: (error: Error) => void;

  /** `report` is told of a subscription that the broker had granted and then refuses after a reconnect. */
  constructor(report: (error: Error) => void) {
    this.#report = report;
  }

  add(wanted: Omit<SubscriptionEntry, "matches" | "acknowledged">): SubscriptionEntry {
    const entry = { ...wanted, matches: compileFilter(wanted.filter), acknowledged: false };
    this.#entries.add(entry);
    return entry;
  }

  /** Forgets an entry; true if it was there and the last one with its filter, so that the broker can be told. */
  remove(entry: SubscriptionEntry): boolean {
    return this.#entries.delete(entry) && this.#withFilter(entry.filter).length === 0;
  }

  /** The handlers that a message is for, in the order in which they subscribed. */
  handlersFor(topic: string): MessageHandler[] {
    return [...this.#entries].filter(({ matches }) => matches(topic)).map(({ handler }) => handler);
  }

  /** Subscribes again on a new connection: to everything, or only to what is not acknowledged if the session was kept. */
  renew(client: MqttClient, sessionKept: boolean): void {
    const due = [...this.#entries].filter(({ acknowledged }) => !(sessionKept && acknowledged));
    if (due.length > 0) this.send(client, new Set(due.map(({ filter }) => filter)));
  }

  /** Sends SUBSCRIBE for these filters, each with the highest QoS that is wanted, and settles their entries. */
  send(client: MqttClient, filters: ReadonlySet<string>): void {
    const wanted = [...filters].map((filter) => [filter, { qos: this.#highestQos(filter) }] as const);
    client.subscribe(Object.fromEntries(wanted), (error, _grants, suback) => {
      // Without a SUBACK the link broke; who waits is told by its own operation, and the next link renews the rest.
      const granted = suback?.granted;
      for (const [index, [filter]] of wanted.entries()) this.#settle(filter, granted?.[index], error);
    });
  }

  #settle(filter: string, granted: unknown, error: Error | null): void {
    for (const entry of this.#withFilter(filter)) {
      if (granted === 0 || granted === 1 || granted === 2) {
        entry.acknowledged = true;
        entry.settle(undefined, granted);
      } else if (granted === REFUSED) {
        this.#refuse(entry, error);
      }
    }
  }

  #refuse(entry: SubscriptionEntry, cause: Error | null): void {
    const refusal = new MqttRuntimeError("subscription-refused", `The broker refused to subscribe to ${entry.filter}`, {
      remedy: "Check the permissions of this client at the broker.",
      cause: cause ?? undefined,
    });
    this.#entries.delete(entry);
    if (entry.acknowledged) this.#report(refusal);
    entry.settle(refusal);
  }

  #withFilter(wanted: string): SubscriptionEntry[] {
    return [...this.#entries].filter(({ filter }) => filter === wanted);
  }

  #highestQos(filter: string): Qos {
    return Math.max(...this.#withFilter(filter).map(({ qos }) => qos)) as Qos;
  }
}

/** The part of a PUBLISH packet that handlers see. */
export function messageInfo({ topic, qos, retain, dup }: IPublishPacket): MessageInfo {
  return { topic, qos, retain, dup };
}
