import { setTimeout as pause } from "node:timers/promises";
import { StatusPublisher } from "octopus-mqtt";
import { DeliveryTally } from "./delivery-tally.js";
import { type DemoLink, readDemoLinks } from "./demo-links.js";
import { createDisplay, type Display, formatSummary, type Screen } from "./display.js";
import { startEmbeddedBroker } from "./embedded-broker.js";
import { findRetained } from "./late-subscriber.js";
import { observe, type ObservedMessage } from "./observer.js";
import { simulateDevice, type SimulatedDevice } from "./simulated-devices.js";

/** How the demo runs. */
export interface DemoOptions {
  /** A real broker; default: one inside this process. */
  readonly broker?: string;
  /** Milliseconds between two statuses of a device. */
  readonly interval: number;
  /** Aborted when the demo shall end; it then still waits for what is under way. */
  readonly stopped: AbortSignal;
  readonly screen: Screen;
  readonly colours: boolean;
}

/** How long statuses may still be under way, and kept ones be on their way to a late subscriber, in milliseconds. */
const PATIENCE = 3_000;

/**
 * Publishes simulated statuses for every DeviceLink of the demo until it is stopped, and shows what a subscriber of its
 * own sees of them. Resolves with true if every status arrived.
 */
export async function runDemo(options: DemoOptions): Promise<boolean> {
  if (options.broker !== undefined) return runOn(options.broker, options);
  const broker = await startEmbeddedBroker({ tcp: true });
  try {
    return await runOn(broker.url("tcp"), options);
  } finally {
    await broker.close();
  }
}

async function runOn(server: string, options: DemoOptions): Promise<boolean> {
  const devices = await createDevices(await readDemoLinks(server));
  const tally = new DeliveryTally(devices.map(({ link, publisher }) => ({ ...link, topic: publisher.topic })));
  const display = createDisplay(options.screen, tally.devices, options.colours);
  const topics = tally.devices.map(({ topic }) => topic);
  // On a broker of its own the observer sees everything; on a shared one only what is meant for it.
  const observer = await observe(server, options.broker === undefined ? ["#"] : topics, (message) => {
    show(tally, display, message);
  });
  try {
    await Promise.all(devices.map(({ publisher }) => publisher.connect()));
    display.begin(`${devices.length} DeviceLinks publish to ${server}; this is what a subscriber receives:\n\n`);
    await publishUntilStopped(devices, tally, options);
    await tally.settle(PATIENCE);
    // Without a broker nothing is found, which the summary tells.
    await findRetained(server, tally.devices, PATIENCE).catch(() => undefined);
  } finally {
    display.end();
    await Promise.all([observer.close(), ...devices.map(({ publisher }) => publisher.disconnect())]);
  }
  options.screen.write(`\n${formatSummary(tally.devices)}`);
  return tally.complete;
}

interface DemoDevice {
  readonly link: DemoLink;
  readonly publisher: StatusPublisher;
  readonly simulation: SimulatedDevice;
}

function createDevices(links: readonly DemoLink[]): Promise<DemoDevice[]> {
  return Promise.all(
    links.map(async (link, index) => ({
      link,
      publisher: await StatusPublisher.create(link.manifest),
      simulation: simulateDevice(link.kind, link.deviceSpec, 3 * index),
    })),
  );
}

/** Messages that were retained before the demo began are not its own. */
function show(tally: DeliveryTally, display: Display, message: ObservedMessage): void {
  const device = tally.find(message.topic);
  if (!device || message.retained) return;
  tally.arrived(device, message.payload);
  display.message(device, message);
}

async function publishUntilStopped(
  devices: readonly DemoDevice[],
  tally: DeliveryTally,
  options: DemoOptions,
): Promise<void> {
  for (let step = 0; step === 0 || !options.stopped.aborted; step += 1) {
    for (const device of devices) void publishOne(device, step, tally);
    await pause(options.interval, undefined, { signal: options.stopped }).catch(() => undefined);
  }
}

async function publishOne({ publisher, simulation }: DemoDevice, step: number, tally: DeliveryTally): Promise<void> {
  const device = tally.find(publisher.topic);
  if (!device) return;
  const status = simulation.statusAt(step, new Date());
  tally.published(device, JSON.stringify(status));
  try {
    await publisher.publish(status);
  } catch (error) {
    device.failure = error instanceof Error ? error.message : String(error);
  }
}
