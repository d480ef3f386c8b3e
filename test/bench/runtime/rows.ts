import type { Load } from "./load.js";
import { PEERS } from "./peers.js";
import type { ReceiverName } from "./receivers.js";
import { RATES, type Row, type Target } from "./row.js";

/** The SDK in both idioms, with its stores. */
const AWAITED = "octopus awaited";
const CALLBACKS = "octopus callbacks";
const FILE = "octopus awaited, File";
const RAW = "mqtt.js callbacks";
const RAW_AWAITED = "mqtt.js publishAsync";
const SOCKET = "socket";
const IN_NODE = [AWAITED, CALLBACKS, RAW, RAW_AWAITED, "async-mqtt", SOCKET];

/**
 * How many messages a run takes, a second or so, and as many before them as it takes until the code is compiled: with
 * fewer it would be the start of a process that is compared.
 */
const MESSAGES = { 0: 400_000, 1: 200_000, 2: 100_000 } as const;
const MESSAGES_ONE_BY_ONE = { 0: 60_000, 1: 10_000, 2: 6_000 } as const;
const MOST_BEFORE = 20_000;

/** Ahead of each client of others. */
const AHEAD: readonly Target[] = ["async-mqtt", ...PEERS].map((theirs) => ({ ours: AWAITED, theirs, atLeast: 1 }));
const NOT_SLOWER: readonly Target[] = [
  { ours: AWAITED, theirs: RAW_AWAITED, atLeast: 1 },
  { ours: AWAITED, theirs: RAW_AWAITED, measure: "microseconds", atMost: 1 },
];

/** What the product promises at 100 in flight on Mosquitto, by QoS. */
const PROMISED: Readonly<Record<Load["qos"], readonly Target[]>> = {
  0: [
    { ours: CALLBACKS, theirs: RAW, atLeast: 1.7 },
    { ours: CALLBACKS, theirs: SOCKET, atLeast: 0.8 },
  ],
  1: [
    { ours: AWAITED, theirs: RAW_AWAITED, atLeast: 1.4 },
    { ours: CALLBACKS, theirs: RAW, atLeast: 2.3 },
    { ours: CALLBACKS, theirs: SOCKET, atLeast: 0.75 },
  ],
  2: [
    { ours: AWAITED, theirs: RAW_AWAITED, atLeast: 1.8 },
    { ours: CALLBACKS, theirs: SOCKET, atLeast: 0.85 },
  ],
};

/** 200-byte statuses, retained: every QoS, to both receivers, with 1, 20 and 100 in flight. */
export const RATE_ROWS: readonly Row[] = ([0, 1, 2] as const).flatMap((qos) =>
  [1, 20, 100].flatMap((inFlight) =>
    (["mosquitto", "sink"] as const).map((receiver) => rowOf(qos, inFlight, receiver)),
  ),
);

function rowOf(qos: Load["qos"], inFlight: number, receiver: ReceiverName): Row {
  const messages = (inFlight === 1 ? MESSAGES_ONE_BY_ONE : MESSAGES)[qos];
  const isPromised = inFlight === 100 && receiver === "mosquitto";
  return {
    name: `QoS ${qos}, ${inFlight} in flight, ${receiver}`,
    receiver,
    load: { qos, inFlight, bytes: 200, messages, warmUp: Math.min(MOST_BEFORE, messages) },
    columns: RATES,
    processes: [...IN_NODE, ...(qos > 0 ? [FILE] : []), ...(isPromised ? PEERS : [])],
    targets: [
      ...(isPromised ? [...PROMISED[qos], ...AHEAD] : []),
      ...(inFlight === 1 && receiver === "mosquitto" ? NOT_SLOWER : []),
    ],
  };
}
