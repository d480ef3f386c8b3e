import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deviceYaml } from "../cli/run-cli.js";
import { spawnScript } from "../cli/spawn-script.js";
import { type CountingSubscriber, startCountingSubscriber } from "../faults/support/counting-subscriber.js";
import { tally } from "../faults/support/tally.js";
import { startMosquittoBroker } from "../support/brokers/mosquitto.js";
import { startFaultyProxy } from "../support/faulty-proxy.js";
import { addressOf, type Sample, Watch } from "./watch.js";
import { feed } from "./feed.js";

/** How long, and how much. */
export interface SoakSettings {
  readonly devices: number;
  readonly seconds: number;
  /** Between two cuts of all links at once. */
  readonly cutEverySeconds: number;
}

/** What came of it. */
export interface SoakResult {
  readonly published: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly outOfOrder: number;
  readonly cuts: number;
  /** Time until all devices were connected, in seconds. */
  readonly startSeconds: number;
  readonly samples: readonly Sample[];
}

/** How long all that was published may take to arrive, in milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * Runs `octopus-mqtt run` with so many devices on Mosquitto, gives each one status a second, and cuts links. Statuses are
 * numbered by device; an independent subscriber says what became of them.
 */
export async function soak({ devices, seconds, cutEverySeconds }: SoakSettings): Promise<SoakResult> {
  const broker = await startMosquittoBroker();
  const proxy = await startFaultyProxy(broker.url);
  const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-soak-"));
  const names = Array.from({ length: devices }, (_, index) => `device-${index}`);
  await Promise.all(
    names.map((name, index) => writeFile(join(folder, `${name}.yaml`), deviceYaml(index, manifest(proxy.url)))),
  );
  const subscriber = await startCountingSubscriber(broker.url, "soak/#");
  const started = performance.now();
  const daemon = spawnScript("runtime/cli/bin.ts", ["run", folder, "--listen", "127.0.0.1:0"]);
  try {
    const watch = new Watch(await addressOf(daemon));
    await watch.until(({ connected }) => connected === devices);
    const startSeconds = (performance.now() - started) / 1000;
    const watching = watch.start();
    const each = await feed(daemon.child.stdin, names, {
      seconds,
      cutEverySeconds,
      cut: () => {
        proxy.cut();
      },
    });
    const seen = () => names.reduce((sum, name) => sum + subscriber.seen(topicOf(name)).length, 0);
    await subscriber.settle(() => seen() >= each * devices, PATIENCE_MS);
    watch.stop();
    await watching;
    return { ...count(subscriber, names, each), cuts: proxy.cuts, startSeconds, samples: watch.samples };
  } finally {
    daemon.child.kill();
    await daemon.result;
    subscriber.close();
    await proxy.close();
    await broker.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function manifest(server: string) {
  return { server, topic: "soak/:name", client: ["cleanSession: false", "maxReconnectInterval: 2s"] };
}

function topicOf(name: string): string {
  return `soak/${name}`;
}

/** What became of the statuses 0 to `each` of every device. */
function count(subscriber: CountingSubscriber, names: readonly string[], each: number) {
  const expected = Array.from({ length: each }, (_, number) => number);
  const sum = { published: each * names.length, lost: 0, duplicated: 0, outOfOrder: 0 };
  for (const name of names) {
    const { lost, duplicated, outOfOrder } = tally(subscriber.seen(topicOf(name)), expected);
    sum.lost += lost;
    sum.duplicated += duplicated;
    sum.outOfOrder += outOfOrder;
  }
  return sum;
}
