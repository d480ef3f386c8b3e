/** What became of the statuses of one device. */
export interface DeviceTally {
  readonly device: string;
  readonly topic: string;
  /** Whether the broker is asked to keep the last status for those who subscribe later. */
  readonly retain: boolean;
  published: number;
  /** Published statuses that the observer has seen. */
  received: number;
  /** What it saw beyond that: QoS 1 allows a status to arrive twice. */
  duplicates: number;
  /** Why the last status that could not be published could not. */
  failure?: string;
  /** True once a late subscriber has been given the kept status. */
  found: boolean;
}

/** Matches what was published with what arrived, by topic and content, in any order. */
export class DeliveryTally {
  readonly devices: readonly DeviceTally[];
  readonly #byTopic: ReadonlyMap<string, DeviceTally>;
  /** How often a message was published and has not arrived yet. */
  readonly #underWay = new Map<string, number>();
  #onArrival: () => void = () => undefined;

  constructor(devices: readonly Pick<DeviceTally, "device" | "topic" | "retain">[]) {
    this.devices = devices.map(({ device, topic, retain }) => ({
      device,
      topic,
      retain,
      published: 0,
      received: 0,
      duplicates: 0,
      found: false,
    }));
    this.#byTopic = new Map(this.devices.map((tally) => [tally.topic, tally]));
  }

  /** The tally of the device that publishes to `topic`, if there is one. */
  find(topic: string): DeviceTally | undefined {
    return this.#byTopic.get(topic);
  }

  /** To be called before a status leaves: it may arrive before it is acknowledged. */
  published(tally: DeviceTally, payload: string): void {
    tally.published += 1;
    const key = keyOf(tally, payload);
    this.#underWay.set(key, (this.#underWay.get(key) ?? 0) + 1);
  }

  /** To be called for every message that the observer gets from the device's topic. */
  arrived(tally: DeviceTally, payload: string): void {
    const key = keyOf(tally, payload);
    const left = this.#underWay.get(key);
    if (left === undefined) {
      tally.duplicates += 1;
      return;
    }
    tally.received += 1;
    if (left > 1) this.#underWay.set(key, left - 1);
    else this.#underWay.delete(key);
    this.#onArrival();
  }

  /** True if every device has published and all of it has arrived. */
  get complete(): boolean {
    return this.#underWay.size === 0 && this.devices.every(({ published }) => published > 0);
  }

  /** Waits until all that was published has arrived, at most `deadline` milliseconds. */
  async settle(deadline: number): Promise<void> {
    if (this.complete) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, deadline);
      this.#onArrival = () => {
        if (!this.complete) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function keyOf({ topic }: DeviceTally, payload: string): string {
  return `${topic}\n${payload}`;
}
