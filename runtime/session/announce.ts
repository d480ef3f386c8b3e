import type { MqttClient } from "mqtt";
import type { Will } from "../options/will.js";
import type { PacketIds } from "./packet-ids.js";

/**
 * Publishes what is only true of this connection: at once, past all messages that wait, and never over a later one.
 * Resolves when the broker has acknowledged it, or cannot any more.
 */
export function announce(mqtt: MqttClient, ids: PacketIds, { topic, payload, qos, retain }: Will): Promise<void> {
  // All are waiting for answers; the next connection begins with as many.
  if (ids.exhausted) return Promise.resolve();
  return new Promise((resolve) => {
    mqtt.publish(topic, payload, { qos, retain }, () => {
      resolve();
    });
    const id = ids.getLastAllocated();
    // As mqtt.js has it for subscriptions: given up when the connection closes.
    const pending = id === null ? undefined : mqtt.outgoing[id];
    if (pending !== undefined) pending.volatile = true;
  });
}
