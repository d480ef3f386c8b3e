import { findMosquitto } from "../mosquitto.js";
import type { RealBroker } from "./broker-process.js";
import { findHiveMq, startHiveMq } from "./hivemq.js";
import { startMosquittoBroker } from "./mosquitto.js";
import { findRabbitMq, startRabbitMq } from "./rabbitmq.js";
import { isAvailable } from "../required.js";

export type BrokerName = "Mosquitto" | "HiveMQ CE" | "RabbitMQ";

/** A real broker that tests can start. */
export interface BrokerKind {
  /** As it stands in test titles. */
  readonly name: BrokerName;
  /** The highest QoS that it knows; it treats higher ones as this. */
  readonly highestQos: 1 | 2;
  readonly start: () => Promise<RealBroker>;
}

interface Candidate extends BrokerKind {
  readonly isInstalled: () => boolean;
  /** What to install. */
  readonly remedy: string;
}

const candidates: readonly Candidate[] = [
  {
    name: "Mosquitto",
    highestQos: 2,
    start: startMosquittoBroker,
    isInstalled: () => findMosquitto() !== undefined,
    remedy: "Debian package mosquitto",
  },
  {
    name: "HiveMQ CE",
    highestQos: 2,
    start: startHiveMq,
    isInstalled: findHiveMq,
    remedy: "Debian packages default-jdk-headless and maven",
  },
  {
    name: "RabbitMQ",
    highestQos: 1,
    start: startRabbitMq,
    isInstalled: findRabbitMq,
    remedy: "Debian package rabbitmq-server",
  },
];

/**
 * The real brokers that know at least this QoS and are installed. One that is not is skipped with a word; in CI it is an
 * error.
 */
export function installedBrokers(leastQos: 1 | 2): readonly BrokerKind[] {
  return candidates.filter(({ highestQos }) => highestQos >= leastQos).filter(isHere);
}

/** Whether the broker of this name is installed; if it is not, as {@link installedBrokers} has it. */
export function isBrokerInstalled(name: BrokerName): boolean {
  return candidates.some((candidate) => candidate.name === name && isHere(candidate));
}

function isHere({ name, isInstalled, remedy }: Candidate): boolean {
  return isAvailable(name, isInstalled(), remedy);
}
