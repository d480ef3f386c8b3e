import { setImmediate } from "node:timers";
import { MqttRuntimeError } from "../errors.js";
import type { Outgoing } from "./outgoing.js";

/** Ends an operation: without an error it succeeded. Calls after the first have no effect. */
export type Settle<T> = (error?: Error | null, value?: T) => void;

/** How an operation may end other than by the broker's answer. */
export interface OperationSettings {
  /** What is waited for, as it stands in messages: `publish to a/b`. */
  readonly what: string;
  /** Milliseconds until `wait-timeout`; 0 waits for ever. */
  readonly waitTimeoutMs: number;
  /** Whether a lost link does not end it: what it waits for comes over the next one. */
  readonly kept: boolean;
  /** What it fails with instead when everything fails with an error; default: that error. */
  readonly failure?: ((error: Error) => Error) | undefined;
  /** Of a publish: whether it has succeeded when the message is in the store. Default: false. */
  readonly untilStored?: boolean | undefined;
}

/** The same of a publish, with what all messages that are published like it have in common. */
export interface PublicationSettings extends OperationSettings {
  readonly topic: string;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

/** That of a message that is kept until the broker has it. */
export type KeptPublicationSettings = PublicationSettings & { readonly qos: 1 | 2 };

/** Tells it from that of a message of QoS 0. */
export function isOfKept(settings: PublicationSettings): settings is KeptPublicationSettings {
  return settings.qos > 0;
}

/**
 * The promises that wait for the broker. mqtt.js leaves callbacks uncalled in half a dozen situations (a socket that
 * never drains, a link lost without reconnecting, a forced end ...), so every promise is settled here, exactly once.
 */
export class PendingOperations {
  /** The open ones are a ring; this is none of them, and its beginning and end. */
  readonly #ring = new Ring();
  readonly #idleWaiters: (() => void)[] = [];

  /** Starts an operation and gives the promise of its end. */
  run<T>(settings: OperationSettings, start: (settle: Settle<T>) => void): Promise<T> {
    const operation = new Operation<T>(settings, this);
    operation.join(this.#ring);
    try {
      start((error, value) => {
        operation.settle(error, value);
      });
    } catch (error) {
      operation.failedToStart(error);
    }
    return operation.promise;
  }

  /** An operation has begun that is not run here. */
  began(operation: Operation<void>): void {
    operation.join(this.#ring);
  }

  /** Publishes a message and gives the promise of its end. */
  publish(publication: Publication, publisher: { publish(publication: Publication): void }): Promise<void> {
    publication.join(this.#ring);
    try {
      publisher.publish(publication);
    } catch (error) {
      publication.failedToStart(error);
    }
    return publication.promise;
  }

  /** Call when the link is lost: what is not kept fails, since nothing would send it again. */
  linkLost(error: Error): void {
    for (const operation of this.#all()) if (!operation.settings.kept) operation.settle(error);
  }

  /** Fails everything that is open. */
  rejectAll(error: Error): void {
    for (const operation of this.#all()) operation.settle(operation.settings.failure?.(error) ?? error);
  }

  /** Resolves when nothing is open. */
  whenIdle(): Promise<void> {
    if (this.#ring.isAlone) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  #all(): Operation<unknown>[] {
    const all: Operation<unknown>[] = [];
    for (let each = this.#ring.next; each instanceof Operation; each = each.next) all.push(each);
    return all;
  }

  /** Call when one has ended. */
  ended(): void {
    if (this.#idleWaiters.length === 0 || !this.#ring.isAlone) return;
    for (const wake of this.#idleWaiters.splice(0)) wake();
  }
}

/** A place in a ring. A set would do, but for tens of thousands it takes a third of the time of their messages. */
class Ring {
  previous: Ring = this;
  next: Ring = this;

  get isAlone(): boolean {
    return this.next === this;
  }

  /** Goes to the end of a ring. */
  join(ring: Ring): void {
    this.previous = ring.previous;
    this.next = ring;
    ring.previous.next = this;
    ring.previous = this;
  }

  leave(): void {
    this.previous.next = this.next;
    this.next.previous = this.previous;
    this.previous = this.next = this;
  }
}

/** What ends the promise that was made last. */
let resolveLast: (value: never) => void;
let rejectLast: (error: Error) => void;

/** One function for all promises: one for each would be the greater part of the memory of messages that wait. */
function takeEnds(resolve: (value: never) => void, reject: (error: Error) => void): void {
  resolveLast = resolve;
  rejectLast = reject;
}

/** A promise that waits for the broker. */
export class Operation<T> extends Ring {
  readonly settings: OperationSettings;
  readonly promise: Promise<T>;
  readonly #resolve: (value: T) => void;
  readonly #reject: (error: Error) => void;
  readonly #owner: PendingOperations;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(settings: OperationSettings, owner: PendingOperations) {
    super();
    this.settings = settings;
    this.#owner = owner;
    this.promise = new Promise<T>(takeEnds);
    this.#resolve = resolveLast as (value: T) => void;
    this.#reject = rejectLast;
    // A late message may still arrive, so the operation stays open when only its promise has failed.
    this.#timer = startTimer(settings, this.#reject);
  }

  /** Ends it. Calls after the first have no effect. */
  settle(error?: Error | null, value?: T): void {
    if (this.isAlone) return;
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.leave();
    if (error == null) this.#resolve(value as T);
    else this.#reject(error);
    this.#owner.ended();
  }

  /** Ends it with what was thrown when it was to be started. */
  failedToStart(error: unknown): void {
    this.settle(MqttRuntimeError.from(error, "publish-failed", `The MQTT client cannot ${this.settings.what}`));
  }
}

/** A message of QoS 1 or 2 that is published, and the promise that it is. One object, since there are very many. */
export class Publication extends Operation<void> implements Outgoing {
  declare readonly settings: KeptPublicationSettings;
  readonly payload: string | Buffer;

  constructor(settings: KeptPublicationSettings, owner: PendingOperations, payload: string | Buffer) {
    super(settings, owner);
    this.payload = payload;
  }

  get topic(): string {
    return this.settings.topic;
  }

  get qos(): 1 | 2 {
    return this.settings.qos;
  }

  get retain(): boolean {
    return this.settings.retain;
  }

  /** The store has it. */
  stored(): void {
    if (this.settings.untilStored === true) this.settle();
  }

  /** The broker has it, or with an error cannot get it. */
  delivered(error?: Error): void {
    this.settle(error);
  }
}

function startTimer({ waitTimeoutMs, what }: OperationSettings, reject: (error: Error) => void) {
  if (waitTimeoutMs === 0) return undefined;
  const expire = () => {
    const summary = `The broker has not acknowledged the ${what} within ${waitTimeoutMs} ms (waitTimeout)`;
    const remedy = "It is still in flight and may arrive; sending it again may deliver it twice.";
    reject(new MqttRuntimeError("wait-timeout", summary, { remedy, stillInFlight: true }));
  };
  // When this process was busy until now, the answer may have come and not been read: that happens before it expires.
  return setTimeout(() => {
    setImmediate(expire);
  }, waitTimeoutMs);
}
