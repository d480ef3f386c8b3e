import { Permits } from "../permits.js";

/** How the statuses of a device are thinned out before they are published. */
export interface StatusQueueSettings {
  /** Whether a status that is the same as the one before it is left out. */
  readonly dedupe: boolean;
  /** The least time between two statuses in milliseconds, of which only the newest is published; 0 is no limit. */
  readonly minIntervalMs: number;
  /** How many statuses may be on their way at once; whoever has more is made to wait. */
  readonly limit: number;
}

/** Where the statuses go. */
export interface StatusOutlet {
  /** Resolves when a status can be published. */
  ready(): Promise<void>;
  /** Settles when the status has arrived or is given up; never rejects. */
  publish(json: string): Promise<void>;
  /** Learns of a status that is left out. */
  discarded(reason: "duplicate" | "coalesced"): void;
}

/**
 * The way of one device's statuses from their sources to the client. It holds as many as may be on their way, or with a
 * least interval the newest one; a source that is faster has to wait.
 */
export class StatusQueue {
  readonly #settings: StatusQueueSettings;
  readonly #outlet: StatusOutlet;
  readonly #permits: Permits;
  readonly #underWay = new Set<Promise<void>>();
  /** The text of the last status that was taken. */
  #last: string | undefined;
  /** With a least interval: what is published when it is over. */
  #newest: string | undefined;
  #interval: NodeJS.Timeout | undefined;
  #sending = false;

  constructor(settings: StatusQueueSettings, outlet: StatusOutlet) {
    this.#settings = settings;
    this.#outlet = outlet;
    this.#permits = new Permits(settings.limit);
  }

  /** Takes a status, JSON without white space; resolves when the next one may come. */
  async put(json: string): Promise<void> {
    if (this.#settings.dedupe && json === this.#last) {
      this.#outlet.discarded("duplicate");
      return;
    }
    this.#last = json;
    if (this.#settings.minIntervalMs > 0) this.#replace(json);
    else await this.#sendInTurn(json);
  }

  /** The next status is published whatever the last one was: that one did not arrive. */
  forgetLast(): void {
    this.#last = undefined;
  }

  /** Hands over what waits for the end of its interval. */
  async flush(): Promise<void> {
    clearTimeout(this.#interval);
    this.#interval = undefined;
    await this.#outlet.ready();
    const json = this.#takeNewest();
    if (json !== undefined) void this.#follow(this.#outlet.publish(json));
  }

  /** Resolves when nothing is on its way. */
  async whenIdle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #sendInTurn(json: string): Promise<void> {
    await this.#permits.acquire();
    await this.#outlet.ready();
    void this.#follow(this.#outlet.publish(json)).then(() => {
      this.#permits.release();
    });
  }

  #replace(json: string): void {
    if (this.#newest !== undefined) this.#outlet.discarded("coalesced");
    this.#newest = json;
    this.#sendNewest();
  }

  /** Unless the last one is still on its way, or its interval is not over; each calls here at its end. */
  #sendNewest(): void {
    if (this.#newest === undefined || this.#sending || this.#interval) return;
    this.#sending = true;
    void this.#follow(this.#sendWhenReady()).then(() => {
      this.#sending = false;
      this.#sendNewest();
    });
  }

  async #sendWhenReady(): Promise<void> {
    await this.#outlet.ready();
    const json = this.#takeNewest();
    if (json === undefined) return;
    this.#interval = setTimeout(() => {
      this.#interval = undefined;
      this.#sendNewest();
    }, this.#settings.minIntervalMs).unref();
    await this.#outlet.publish(json);
  }

  #takeNewest(): string | undefined {
    const json = this.#newest;
    this.#newest = undefined;
    return json;
  }

  async #follow(delivery: Promise<void>): Promise<void> {
    this.#underWay.add(delivery);
    await delivery;
    this.#underWay.delete(delivery);
  }
}
