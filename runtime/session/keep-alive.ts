import { setImmediate } from "node:timers";

/** What {@link keepAlive} needs to know. */
export interface KeepAliveSettings {
  /** Seconds without traffic in either direction before a PINGREQ; 0 sends none. */
  readonly keepAlive: number;
  /** Milliseconds that the broker has to answer a PINGREQ. */
  readonly pingTimeout: number;
}

/** A connection, and what passes over it; part of a transport. */
export interface Traffic {
  /** When bytes were last sent, and when some last arrived, by `performance.now()`. */
  readonly lastSent: number;
  readonly lastReceived: number;
  /** What has come from the broker: complete packets, and bytes, those of an unfinished packet included. */
  readonly packetsReceived: number;
  readonly bytesReceived: number;
  /** Ends the connection. */
  destroy(reason: Error): void;
}

/**
 * Pings the broker after `keepAlive` without traffic in one of the two directions and ends the connection when it does
 * not answer within `pingTimeout`.
 *
 * As long as a long packet keeps coming, the answer cannot, and is waited for. Any packet proves that the broker is there,
 * so a slow answer behind a long queue is no reason to hang up.
 *
 * It takes the place of mqtt.js's own pinger, whose patience is always half of the keep-alive, whatever `pingTimeout` says,
 * and which takes acknowledgements alone for signs of life. MQTT 3.1.1, section 3.1.2.10.
 */
export class KeepAlive {
  readonly #settings: KeepAliveSettings;
  readonly #traffic: Traffic;
  readonly #pinger: { sendPing(): void };
  #timer: NodeJS.Timeout | undefined;
  /** Until when the answer to a ping may come. */
  #deadline: NodeJS.Timeout | undefined;
  #packetsBefore = 0;
  #bytesBefore = 0;

  constructor(settings: KeepAliveSettings, traffic: Traffic, pinger: { sendPing(): void }) {
    this.#settings = settings;
    this.#traffic = traffic;
    this.#pinger = pinger;
    if (settings.keepAlive > 0) this.#lookIn(this.#periodMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#endWaiting();
  }

  get #periodMs(): number {
    return this.#settings.keepAlive * 1000;
  }

  get #dueInMs(): number {
    const { lastSent, lastReceived } = this.#traffic;
    return Math.min(lastSent, lastReceived) + this.#periodMs - performance.now();
  }

  get #isAnswered(): boolean {
    return this.#traffic.packetsReceived > this.#packetsBefore;
  }

  #lookIn(ms: number): void {
    this.#timer = setTimeout(KeepAlive.#onTime, ms, this);
  }

  /** A function of its own for each of a thousand clients would be what takes the room. */
  static readonly #onTime = (keepAlive: KeepAlive): void => {
    keepAlive.#look();
  };

  #look(): void {
    if (this.#deadline !== undefined && this.#isAnswered) this.#endWaiting();
    if (this.#deadline === undefined && this.#dueInMs <= 0) {
      this.#packetsBefore = this.#traffic.packetsReceived;
      this.#awaitAnswer();
      this.#pinger.sendPing();
    }
    this.#lookIn(this.#deadline === undefined ? Math.max(this.#dueInMs, 1) : this.#periodMs);
  }

  #awaitAnswer(): void {
    this.#bytesBefore = this.#traffic.bytesReceived;
    this.#deadline = setTimeout(() => {
      // When this process was busy until now, the answer may have come and not been read: that happens before this.
      setImmediate(() => {
        if (this.#deadline !== undefined) this.#judge();
      });
    }, this.#settings.pingTimeout);
  }

  #judge(): void {
    if (this.#isAnswered) this.#endWaiting();
    else if (this.#traffic.bytesReceived > this.#bytesBefore) this.#awaitAnswer();
    else this.#traffic.destroy(pingUnanswered(this.#settings.pingTimeout));
  }

  #endWaiting(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }
}

/** Why a link whose broker does not answer is given up; its `code` tells this from other ends of a link. */
export function pingUnanswered(timeoutMs: number): Error {
  const error = new Error(`the broker did not answer a ping within ${timeoutMs} ms (pingTimeout)`);
  return Object.assign(error, { code: "ERR_OCTOPUS_PING_UNANSWERED" });
}
