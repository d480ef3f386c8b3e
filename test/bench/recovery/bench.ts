/**
 * How long waiting messages take to be delivered when the link is back, by the SDK and by mqtt.js alone, in turn:
 * `npm run bench:recovery -- [--messages N] [--rounds N] [--round-trip MS]`. Fails if the SDK needs a larger part of the
 * time than {@link TARGETS} allow. What is found is in runtime/README.md.
 */
import { parseArgs } from "node:util";
import { startEmbeddedBroker } from "../../../runtime/demo/embedded-broker.js";
import { isBrokerInstalled } from "../../support/brokers/installed.js";
import { startMosquittoBroker } from "../../support/brokers/mosquitto.js";
import { startFaultyProxy, type FaultyProxy } from "../../support/faulty-proxy.js";
import { spreadOf } from "../codegen/measure.js";
import { connectOurs, connectRaw, type Connect } from "./clients.js";

/** The most that the SDK may take of mqtt.js' time. None at QoS 2, of which Mosquitto takes no more than 20 messages at once. */
const TARGETS: Readonly<Record<1 | 2, number>> = { 1: 0.05, 2: Infinity };

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "500" },
    rounds: { type: "string", default: "5" },
    "round-trip": { type: "string", default: "20" },
  },
});
const messages = Number(values.messages);
const rounds = Number(values.rounds);
const roundTripMs = Number(values["round-trip"]);

/** Milliseconds from the first attempt to connect again to the last acknowledgement of what waited. */
async function recovery(connect: Connect, proxy: FaultyProxy, qos: 1 | 2): Promise<number> {
  const client = await connect(proxy.url, qos, messages);
  const lost = client.lost();
  proxy.cut();
  await lost;
  const reconnecting = client.reconnecting();
  const published = Promise.all(Array.from({ length: messages }, (_, index) => client.publish(`message ${index}`)));
  await reconnecting;
  const start = performance.now();
  await published;
  const milliseconds = performance.now() - start;
  await client.close();
  return milliseconds;
}

async function startBroker() {
  if (isBrokerInstalled("Mosquitto")) return startMosquittoBroker();
  const broker = await startEmbeddedBroker({ tcp: true });
  return { name: "the embedded broker", url: broker.url("tcp"), close: () => broker.close() };
}

function spreadText(values: readonly number[], digits: number): string {
  const { median, min, max } = spreadOf(values);
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}

const broker = await startBroker();
const proxy = await startFaultyProxy(broker.url, { latencyMs: roundTripMs / 2 });
try {
  console.info(`${messages} waiting messages, ${roundTripMs} ms round trip, ${broker.name}, ${rounds} rounds`);
  console.info("medians of all rounds, with the least and the greatest; ratios taken round by round");
  for (const qos of [1, 2] as const) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await recovery(connectOurs, proxy, qos));
      theirs.push(await recovery(connectRaw, proxy, qos));
    }
    const ratios = ours.map((milliseconds, round) => milliseconds / (theirs[round] ?? Number.NaN));
    const met = spreadOf(ratios).median <= TARGETS[qos];
    const verdict = TARGETS[qos] === Infinity ? "" : `: ${met ? "met" : "MISSED"}, at most ${TARGETS[qos]}`;
    console.info(`QoS ${qos}: octopus-mqtt ${spreadText(ours, 0)} ms, mqtt.js ${spreadText(theirs, 0)} ms`);
    console.info(`QoS ${qos}: ratio ${spreadText(ratios, 4)}${verdict}`);
    if (!met) process.exitCode = 1;
  }
} finally {
  await proxy.close();
  await broker.close();
}
