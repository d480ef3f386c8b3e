import { MqttRuntimeError } from "../errors.js";

/** Ends an operation: without an error it succeeded. Calls after the first have no effect. */
export type Settle<T> = (error: Error | null | undefined, value?: T) => void;

/** How an operation may end other than by the broker's answer. */
export interface OperationSettings {
  /** What is waited for, as it stands in messages: `publish to a/b`. */
  readonly what: string;
  /** Milliseconds until `wait-timeout`; 0 waits for ever. */
  readonly waitTimeoutMs: number;
  /** Whether a lost link does not end it: what it waits for comes over the next one. */
  readonly kept: boolean;
  /** What it fails with instead when everything fails with an error; default: that error. */
  readonly failure?: (error: Error) => Error;
}

interface Operation {
  readonly kept: boolean;
  readonly failure: (error: Error) => Error;
  readonly settle: (error: Error) => void;
}

/**
 * The promises that wait for the broker. mqtt.js leaves callbacks uncalled in half a dozen situations (a socket that
 * never drains, a link lost without reconnecting, a forced end ...), so every promise is settled here, exactly once.
 */
export class PendingOperations {
  readonly #open = new Set<Operation>();
  readonly #idleWaiters: (() => void)[] = [];

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
      const operation: Operation = { kept: settings.kept, failure: settings.failure ?? ((error) => error), settle };
      this.#open.add(operation);
      try {
        start(settle);
      } catch (error) {
        settle(MqttRuntimeError.from(error, "publish-failed", `The MQTT client cannot ${settings.what}`));
      }
    });
  }

  /** Call when the link is lost: what is not kept fails, since nothing would send it again. */
  linkLost(error: Error): void {
    for (const operation of [...this.#open]) if (!operation.kept) operation.settle(error);
  }

  /** Fails everything that is open. */
  rejectAll(error: Error): void {
    for (const { settle, failure } of [...this.#open]) settle(failure(error));
  }

  /** Resolves when nothing is open. */
  whenIdle(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  #remove(operation: Operation): void {
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
