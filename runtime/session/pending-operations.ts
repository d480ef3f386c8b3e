import { MqttRuntimeError } from "../errors.js";

/** Ends an operation: without an error it succeeded. Calls after the first have no effect. */
export type Settle<T> = (error: Error | null | undefined, value?: T) => void;

/** How an operation may end other than by the broker's answer. */
export interface OperationSettings {
  /** What is waited for, as it stands in messages: `publish to a/b`. */
  readonly what: string;
  /** Milliseconds until `wait-timeout`; 0 waits for ever. */
  readonly waitTimeoutMs: number;
  /** Whether it is kept until the broker has acknowledged it, and sent again over the next link (QoS 1 and 2). */
  readonly kept: boolean;
  /** Whether there is no link now, so that it waits for the next one. */
  readonly waits: boolean;
}

interface Operation {
  readonly kept: boolean;
  readonly settle: (error: Error) => void;
}

/**
 * The promises that wait for the broker. mqtt.js leaves callbacks uncalled in half a dozen situations (a socket that
 * never drains, a link lost without reconnecting, a forced end ...), so every promise is settled here, exactly once.
 */
export class PendingOperations {
  readonly #open = new Set<Operation>();
  readonly #waiting = new Set<Operation>();
  readonly #idleWaiters: (() => void)[] = [];

  /** Throws `publish-failed` if as many as `depth` (`messageChannelDepth`) wait for a link already. */
  requireRoom(depth: number): void {
    if (this.#waiting.size < depth) return;
    const remedy = "Publish less while the connection is down, or raise `messageChannelDepth`.";
    throw new MqttRuntimeError("publish-failed", `${depth} messages wait for a connection already`, { remedy });
  }

  /** Starts an operation and gives the promise of its end. */
  run<T>(settings: OperationSettings, start: (settle: Settle<T>) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // A late message may still arrive, so the operation stays open when only its promise has failed.
      const timer = startTimer(settings, reject);
      const settle: Settle<T> = (error, value) => {
        clearTimeout(timer);
        if (error == null) resolve(value as T);
        else reject(error);
        this.#remove(operation);
      };
      const operation: Operation = { kept: settings.kept, settle };
      this.#open.add(operation);
      if (settings.waits) this.#waiting.add(operation);
      try {
        start(settle);
      } catch (error) {
        settle(MqttRuntimeError.from(error, "publish-failed", `The MQTT client cannot ${settings.what}`));
      }
    });
  }

  /** Call when a link is up: whatever waited for it goes to the wire now. */
  linkUp(): void {
    this.#waiting.clear();
  }

  /** Call when the link is lost: what was on the wire and is not kept fails, since nothing would send it again. */
  linkLost(error: Error): void {
    for (const operation of [...this.#open]) {
      if (!operation.kept && !this.#waiting.has(operation)) operation.settle(error);
    }
  }

  /** Fails everything that is open. */
  rejectAll(error: Error): void {
    for (const operation of [...this.#open]) operation.settle(error);
  }

  /** Resolves when nothing is open. */
  whenIdle(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  #remove(operation: Operation): void {
    this.#waiting.delete(operation);
    if (!this.#open.delete(operation) || this.#open.size > 0) return;
    for (const wake of this.#idleWaiters.splice(0)) wake();
  }
}

function startTimer(settings: OperationSettings, reject: (error: Error) => void): NodeJS.Timeout | undefined {
  const { waitTimeoutMs, what } = settings;
  if (waitTimeoutMs === 0) return undefined;
  const expire = () => {
    const summary = `The broker has not acknowledged the ${what} within ${waitTimeoutMs} ms (waitTimeout)`;
    const remedy = "It is still in flight and may arrive; sending it again may deliver it twice.";
    reject(new MqttRuntimeError("wait-timeout", summary, { remedy, stillInFlight: true }));
  };
  return setTimeout(expire, waitTimeoutMs);
}
