import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startMosquitto } from "../../support/mosquitto.js";
import { start } from "./processes.js";

/** What the publishers publish to. */
export type ReceiverName = "mosquitto" | "sink";

/** Where the receivers listen on the loopback address, until they are closed. */
export interface Receivers {
  readonly ports: Readonly<Record<ReceiverName, number>>;
  close(): Promise<void>;
}

/** Mosquitto keeps as many messages as come; its own limit of 20 would make it drop those of QoS 2. */
const NO_LIMITS = ["max_inflight_messages 0", "max_queued_messages 0"];

/** Starts Mosquitto without limits, and a process that only acknowledges. */
export async function startReceivers(): Promise<Receivers> {
  const mosquitto = await startMosquitto({}, NO_LIMITS);
  const sink = start([process.execPath, fileURLToPath(new URL("clients/sink.mjs", import.meta.url))]);
  if (sink.stdout === null) throw new Error("the sink has no output");
  const [port] = (await once(createInterface(sink.stdout), "line")) as [string];
  return {
    ports: { mosquitto: Number(new URL(mosquitto.url("tcp")).port), sink: Number(port) },
    close: async () => {
      sink.kill();
      await mosquitto.close();
    },
  };
}
