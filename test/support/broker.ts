import {
  startEmbeddedBroker,
  type EmbeddedBroker,
  type EmbeddedBrokerOptions,
} from "../../runtime/demo/embedded-broker.js";
import { isBrokerInstalled } from "./brokers/installed.js";
import { startMosquitto } from "./mosquitto.js";

/** Which broker the end-to-end tests run on: `BROKER=mosquitto` is the real one, anything else the embedded one. */
const wanted = process.env.BROKER ?? "embedded";

/** What the broker under test is called in test titles. */
export const brokerName = wanted === "mosquitto" ? "Mosquitto" : "the embedded broker";

/** True when the wanted broker is not installed: test suites are then skipped, except in CI, where that is a failure. */
export const brokerMissing = wanted === "mosquitto" && !isBrokerInstalled("Mosquitto");

/** Beyond 1000 messages Mosquitto drops what is for an observer that is slow, which is no loss of the client's. */
const KEEP_ALL = ["max_queued_messages 0"];

/** Starts the broker under test. */
export function startBroker(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  return wanted === "mosquitto" ? startMosquitto(options, KEEP_ALL) : startEmbeddedBroker(options);
}
