import { MqttRuntimeError } from "../errors.js";

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
    return this.open<T>(settings, (operation) => {
      start((error, value) => {
        operation.settle(error, value);
      });
    });
  }

  /** The same, for those of which there are many: `start` gets the operation itself. */
  open<T>(settings: OperationSettings, start: (operation: Operation<T>) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const operation = new Operation<T>(settings, resolve, reject, this);
      operation.join(this.#ring);
      try {
        start(operation);
      } catch (error) {
        operation.settle(MqttRuntimeError.from(error, "publish-failed", `The MQTT client cannot ${settings.what}`));
      }
    });
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

/** A promise that waits for the broker. */
export class Operation<T> extends Ring {
  readonly settings: OperationSettings;
  readonly #resolve: (value: T) => void;
  readonly #reject: (error: Error) => void;
  readonly #owner: PendingOperations;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(
    settings: OperationSettings,
    resolve: (value: T) => void,
    reject: (error: Error) => void,
    owner: PendingOperations,
  ) {
    super();
    this.settings = settings;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#owner = owner;
    // A late message may still arrive, so the operation stays open when only its promise has failed.
    this.#timer = startTimer(settings, reject);
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

  /** The store has the message that it publishes. */
  stored(): void {
    if (this.settings.untilStored === true) this.settle();
  }

  /** The broker has the message that it publishes, or with an error cannot get it. */
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
  return setTimeout(expire, waitTimeoutMs);
}
