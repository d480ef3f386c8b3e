import { setTimeout as wait } from "node:timers/promises";
import type { Packet } from "mqtt-packet";
import { startFaultyProxy, type FaultyProxy, type LinkFaults } from "../../support/faulty-proxy.js";
import { contenders, type Assignment, type Contender, type ContenderName } from "./contenders.js";
import type { CountingSubscriber } from "./counting-subscriber.js";
import { tally, type Tally } from "./tally.js";

/** How many messages a client has outstanding at most. */
const OUTSTANDING = 100;
/** How long raw mqtt.js may go on when all others are done; what is not settled then does not settle. */
const GRACE_MS = 1_000;
/** How long the subscriber waits for a message that may still come. */
const QUIET_MS = 1_500;

/** What can only be the client's fault. */
export interface ClientFaults {
  /** Lost without the broker ever having taken it over with PUBACK or PUBREC. */
  readonly lost: number;
  /** Sent for the first time after one with a higher number. */
  readonly outOfOrder: number;
}

/** One client's part in a run. */
export interface Entry extends Omit<Assignment, "url" | "topic"> {
  readonly client: ContenderName;
}

/** What came of one client's part. */
export interface Result extends Entry, Tally {
  readonly called: number;
  /** Publishes that were told to have failed. */
  readonly rejected: number;
  /** Publishes that were told nothing. */
  readonly unsettled: number;
  /** Of a run that was tapped: what the client did, not the broker. */
  readonly byClient?: ClientFaults;
  readonly cuts: number;
  readonly seconds: number;
}

/** What somebody does to the links, or to the broker, while messages pass. */
export type Commotion = (proxies: readonly FaultyProxy[], isOver: () => boolean) => Promise<void>;

/** How a run goes: what is published, and what happens meanwhile. */
export interface Run {
  readonly brokerUrl: string;
  readonly subscriber: CountingSubscriber;
  readonly entries: readonly Entry[];
  readonly messages: number;
  /** Bytes that each message has beside its number; default: none. */
  readonly padding?: number;
  /** Messages a second; as fast as the acknowledgements come if absent. */
  readonly rate?: number;
  /** The faults of each link. */
  readonly faults?: LinkFaults;
  /** Whether to look into what passes, to tell what the client has lost from what the broker has. */
  readonly tapped?: boolean;
  /** What happens beside; ends when `isOver` says so at the latest. */
  readonly meanwhile?: Commotion;
}

let runs = 0;

/** Lets several clients publish the same messages side by side, each over a faulty link of its own. */
export async function run(settings: Run): Promise<Result[]> {
  const { brokerUrl, subscriber, entries, meanwhile } = settings;
  runs += 1;
  const stations = await Promise.all(
    entries.map(async (entry, index) => {
      const wire = new Wire();
      const proxy = await startFaultyProxy(brokerUrl, settings.tapped ? { tap: wire.tap } : {});
      const topic = `faults/${runs}/${index}`;
      const client = await contenders[entry.client]({ ...entry, url: proxy.url, topic });
      return { entry, proxy, topic, client, wire, publisher: new Publisher(client, settings) };
    }),
  );
  const proxies = stations.map(({ proxy }) => proxy);
  // The first connections are made over links that work; those that are to be cut begin with a cut.
  for (const proxy of proxies) {
    const { cutAfterMs, cutAfterBytes } = Object.assign(proxy.faults, settings.faults);
    if (cutAfterMs !== undefined || cutAfterBytes !== undefined) proxy.cut();
  }
  let isOver = false;
  const commotion = meanwhile?.(proxies, () => isOver);
  const careful = stations.filter(({ entry }) => entry.client !== "mqtt.js");
  const all = Promise.all(stations.map(({ publisher }) => publisher.finished));
  await Promise.all(careful.map(({ publisher }) => publisher.finished));
  await Promise.race([all, wait(careful.length === stations.length ? 0 : GRACE_MS)]);
  isOver = true;
  await commotion;
  const isEnough = () =>
    careful.every(({ entry, topic }) => entry.qos === 0 || new Set(subscriber.seen(topic)).size >= settings.messages);
  await subscriber.settle(isEnough, QUIET_MS);
  const results = stations.map(({ entry, proxy, topic, publisher, wire }) => {
    const seen = subscriber.seen(topic);
    const called = Array.from({ length: publisher.called }, (_, index) => index);
    const ofClient = settings.tapped && wire.clientFaults(seen, called);
    return { ...entry, ...publisher.outcome(), ...tally(seen, called), ...ofClient, cuts: proxy.cuts };
  });
  await Promise.all(stations.map(({ client }) => client.close()));
  await Promise.all(proxies.map((proxy) => proxy.close()));
  return results;
}

/** What passed between a client and the broker. */
class Wire {
  readonly #sent: number[] = [];
  readonly #takenOver = new Set<number>();
  readonly #byId = new Map<number, number>();

  readonly tap = (packet: Packet, from: "client" | "broker"): void => {
    const { cmd, messageId = 0 } = packet;
    if (cmd === "publish" && from === "client") {
      const number = Number.parseInt(packet.payload.toString(), 10);
      this.#byId.set(messageId, number);
      this.#sent.push(number);
    }
    const number = this.#byId.get(messageId);
    if (from === "broker" && (cmd === "puback" || cmd === "pubrec") && number !== undefined)
      this.#takenOver.add(number);
  };

  clientFaults(seen: readonly number[], called: readonly number[]): { readonly byClient: ClientFaults } {
    const { lost } = tally(
      seen,
      called.filter((number) => !this.#takenOver.has(number)),
    );
    return { byClient: { lost, outOfOrder: tally(this.#sent, []).outOfOrder } };
  }
}

/** Publishes 0, 1, 2 ... and keeps count of what it is told. */
class Publisher {
  readonly finished: Promise<void>;
  called = 0;
  #fulfilled = 0;
  #rejected = 0;
  #finishedAt: number | undefined;
  readonly #startedAt = performance.now();

  constructor(client: Contender, { messages, rate = Infinity, padding = 0 }: Run) {
    const filling = padding === 0 ? "" : ` ${"x".repeat(padding)}`;
    const lane = async () => {
      while (this.called < messages) {
        const early = (this.called / rate) * 1000 - (performance.now() - this.#startedAt);
        if (early > 0) {
          await wait(early);
          continue;
        }
        // Numbered at the call, since the order of calls is what counts.
        const number = this.called++;
        await client.publish(`${number}${filling}`).then(
          () => (this.#fulfilled += 1),
          () => (this.#rejected += 1),
        );
      }
    };
    this.finished = Promise.all(Array.from({ length: OUTSTANDING }, lane)).then(() => {
      this.#finishedAt = performance.now();
    });
  }

  outcome() {
    const unsettled = this.called - this.#fulfilled - this.#rejected;
    const seconds = ((this.#finishedAt ?? performance.now()) - this.#startedAt) / 1000;
    return { called: this.called, rejected: this.#rejected, unsettled, seconds };
  }
}
