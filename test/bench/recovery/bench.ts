/**
 * How long waiting messages take to be delivered when the link is back, by the SDK and by mqtt.js alone, in turn:
 * `npm run bench:recovery -- [--messages N] [--rounds N] [--round-trip MS]`. Fails if the SDK needs a larger part of the
 * time than its target allows. What is found is in runtime/README.md.
 */
import { parseArgs } from "node:util";
import { startEmbeddedBroker } from "../../../runtime/demo/embedded-broker.js";
import { isBrokerInstalled } from "../../support/brokers/installed.js";
import { startMosquittoBroker } from "../../support/brokers/mosquitto.js";
import { startFaultyProxy, type FaultyProxy } from "../../support/faulty-proxy.js";
import { spreadOf } from "../codegen/measure.js";
import { connectOurs, connectRaw, type Connect } from "./clients.js";

/** What is measured, and the most that the SDK may take of mqtt.js' time. */
interface Work {
  readonly qos: 1 | 2;
  readonly maxInFlight: number;
  readonly target?: number;
}

/**
 * A window of 20, the default, has 500 messages delivered in 25 round trips and one for the connection: 0.052 of mqtt.js'
 * 501 at best. Of QoS 2 Mosquitto takes no more than that at once.
 */
const WORKS: readonly Work[] = [
  { qos: 1, maxInFlight: 100, target: 0.05 },
  { qos: 1, maxInFlight: 20 },
  { qos: 2, maxInFlight: 20 },
];

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
async function recovery(connect: Connect, proxy: FaultyProxy, { qos, maxInFlight }: Work): Promise<number> {
  const client = await connect(proxy.url, { qos, maxInFlight, messages });
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
  for (const work of WORKS) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await recovery(connectOurs, proxy, work));
      theirs.push(await recovery(connectRaw, proxy, work));
    }
    const ratios = ours.map((milliseconds, round) => milliseconds / (theirs[round] ?? Number.NaN));
    const { qos, maxInFlight, target } = work;
    const met = target === undefined || spreadOf(ratios).median <= target;
    const verdict = target === undefined ? "" : `: ${met ? "met" : "MISSED"}, at most ${target}`;
    const title = `QoS ${qos}, ${maxInFlight} in flight`;
    console.info(`${title}: octopus-mqtt ${spreadText(ours, 0)} ms, mqtt.js ${spreadText(theirs, 0)} ms`);
    console.info(`${title}: ratio ${spreadText(ratios, 4)}${verdict}`);
    if (!met) process.exitCode = 1;
  }
} finally {
  await proxy.close();
  await broker.close();
}
