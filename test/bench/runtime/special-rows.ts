import type { Load } from "./load.js";
import { OWN_FASTEST, RATES, type Row } from "./row.js";

const NO_LOAD = { qos: 1, inFlight: 1, bytes: 200, warmUp: 0, messages: 0 } as const;
const MIB = { measure: "rss", title: "MiB", digits: 1 };

/** As many publishes as may wait behind the window, so that one sync is for many. */
const MANY: Pick<Load, "inFlight" | "waiting"> = { inFlight: 100, waiting: 2_000 };

/** What is not a rate at 200 bytes: stalls, bursts, memory, start. */
export const SPECIAL_ROWS: readonly Row[] = [
  {
    name: "QoS 1, 1,000-byte statuses, 100 in flight, mosquitto",
    receiver: "mosquitto",
    load: { qos: 1, inFlight: 100, bytes: 1_000, warmUp: 10_000, messages: 60_000 },
    processes: ["octopus awaited", "mqtt.js publishAsync"],
    columns: RATES,
    rounds: 8,
    targets: [{ ours: "octopus awaited", theirs: OWN_FASTEST, atLeast: 0.8 }],
  },
  {
    name: "burst of 60,000 of QoS 0 in one turn, mosquitto",
    receiver: "mosquitto",
    load: { qos: 0, inFlight: 100, bytes: 200, warmUp: 20_000, messages: 60_000 },
    processes: ["octopus burst", "mqtt.js burst"],
    columns: [
      { measure: "milliseconds", title: "ms until the broker has it", digits: 0 },
      { measure: "stall", title: "longest turn, ms", digits: 0 },
      { measure: "busy", title: "ms of processor in it", digits: 0 },
    ],
    targets: [
      { ours: "octopus burst", theirs: "mqtt.js burst", measure: "milliseconds", atMost: 0.1 },
      { ours: "octopus burst", measure: "stall", atMost: 50 },
    ],
  },
  {
    name: "File, one sync per batch, QoS 1, 100 in flight, 2,000 waiting, mosquitto",
    receiver: "mosquitto",
    load: { qos: 1, ...MANY, bytes: 200, warmUp: 20_000, messages: 60_000 },
    processes: ["octopus awaited, File", "octopus awaited"],
    columns: RATES,
    targets: [{ ours: "octopus awaited, File", theirs: "octopus awaited", atLeast: 0.8 }],
  },
  {
    name: "1,000 devices in one process, mosquitto",
    receiver: "mosquitto",
    load: NO_LOAD,
    processes: ["octopus devices", "mqtt.js devices"],
    columns: [
      { measure: "rss", title: "KiB resident each", digits: 1 },
      { measure: "heap", title: "KiB of heap each", digits: 1 },
      { measure: "buffers", title: "KiB of buffers each", digits: 2 },
      { measure: "connectMilliseconds", title: "ms to connect all", digits: 0 },
    ],
    targets: [
      { ours: "octopus devices", theirs: "mqtt.js devices", measure: "rss", atMost: 0.8 },
      { ours: "octopus devices", theirs: "mqtt.js devices", measure: "connectMilliseconds", atMost: 1 },
      { ours: "octopus devices", measure: "buffers", atMost: 1 },
    ],
  },
  {
    name: "process start to first PUBACK, mosquitto",
    receiver: "mosquitto",
    load: NO_LOAD,
    processes: ["octopus start", "mqtt.js start", "node start"],
    columns: [{ measure: "untilReport", title: "ms", digits: 0 }, MIB],
    targets: [
      { ours: "octopus start", theirs: "mqtt.js start", above: "node start", measure: "untilReport", atMost: 0.5 },
    ],
  },
  {
    name: "import",
    receiver: "sink",
    load: NO_LOAD,
    processes: ["octopus import", "mqtt.js import"],
    columns: [{ measure: "milliseconds", title: "ms", digits: 1 }, MIB],
    targets: [],
  },
  {
    name: "topic",
    receiver: "sink",
    load: NO_LOAD,
    processes: ["octopus topic", "regex topic"],
    columns: [{ measure: "nanoseconds", title: "ns to render", digits: 1 }],
    targets: [{ ours: "octopus topic", theirs: "regex topic", measure: "nanoseconds", atMost: 0.05 }],
  },
  ...([0, 1] as const).map((qos): Row => ({
    name: `receive, QoS ${qos}, sink`,
    receiver: "sink",
    load: { qos, inFlight: 1, bytes: 200, warmUp: 20_000, messages: 100_000 },
    processes: ["octopus receive", "mqtt.js receive"],
    columns: RATES,
    targets: [],
  })),
];
