import { EventEmitter } from "node:events";

/** Where the messages of the SDK go; `console` is one. */
export interface Logger {
  /** Attempts to connect. */
  debug(message: string, details?: unknown): void;
  /** Connections made, retries and the end. */
  info(message: string, details?: unknown): void;
  /** Warnings about the options, lost connections, refusals. */
  warn(message: string, details?: unknown): void;
  /** Failures that belong to no call: handlers, listeners, the store. */
  error(message: string, details?: unknown): void;
}

/** The events of a client, with what their listeners get. Those but `error` are also the states that it can be in. */
export interface ClientEvents {
  /** An attempt to connect begins. */
  connecting: [];
  /**
   * The connection is up, or another one has taken over (`reconfigure`). `sessionPresent`: the broker has kept the session;
   * `protocolVersion`: 3 is 3.1, 4 is 3.1.1.
   */
  connected: [{ readonly sessionPresent: boolean; readonly protocolVersion: 3 | 4 }];
  /** The connection ended without being asked to. */
  lost: [{ readonly reason: Error }];
  /** The next attempt to connect comes in so many milliseconds. */
  retrying: [{ readonly inMs: number }];
  /** The broker refused the connection with this CONNACK return code. */
  refused: [{ readonly returnCode: number }];
  /** The client was disconnected, for good. */
  closed: [];
  /** A handler of messages failed, or a subscription could not be renewed. Without a listener it is only logged. */
  error: [Error];
}

/** What a client is doing; `idle` before the first `connect()` and after one that failed. */
export type ClientState = "idle" | Exclude<keyof ClientEvents, "error">;

const LEVELS = {
  connecting: "debug",
  connected: "info",
  lost: "warn",
  retrying: "info",
  refused: "warn",
  closed: "info",
} as const satisfies Record<Exclude<ClientState, "idle">, keyof Logger>;

/** Keeps the state of a client, logs its changes and tells its listeners, whose failures stop nothing. */
export class ClientStatus {
  #emitter: EventEmitter<ClientEvents> | undefined;
  readonly #logger: Logger | undefined;
  readonly #name: string;
  #state: ClientState = "idle";

  /** `name` begins every line of the log. */
  constructor(name: string, logger: Logger | undefined) {
    this.#name = name;
    this.#logger = logger;
  }

  get state(): ClientState {
    return this.#state;
  }

  /** Made for the first listener. */
  get emitter(): EventEmitter<ClientEvents> {
    return (this.#emitter ??= new EventEmitter());
  }

  enter<S extends Exclude<ClientState, "idle">>(state: S, ...details: ClientEvents[S]): void {
    this.#state = state;
    this.#logger?.[LEVELS[state]](`${this.#name}: ${state}`, ...details);
    try {
      // The compiler does not see that the tuple belongs to the name.
      (this.#emitter as EventEmitter | undefined)?.emit(state, ...details);
    } catch (error) {
      this.report(`a listener of "${state}" failed`, error);
    }
  }

  /** Back to the beginning, after an attempt that failed or a connection that is not re-established. */
  becomeIdle(): void {
    this.#state = "idle";
  }

  /** Tells of a failure that belongs to no call: to the log, and to listeners of `error` if there are any. */
  report(message: string, error: unknown): void {
    this.#logger?.error(`${this.#name}: ${message}`, error);
    if (this.#emitter === undefined || this.#emitter.listenerCount("error") === 0) return;
    try {
      this.#emitter.emit("error", error instanceof Error ? error : new Error(String(error)));
    } catch (failure) {
      this.#logger?.error(`${this.#name}: a listener of "error" failed`, failure);
    }
  }
}
