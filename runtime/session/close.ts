import { Buffer } from "node:buffer";
import type { MqttClient } from "mqtt";
import type { Transport } from "../transport/transport.js";

/** MQTT 3.1.1, section 3.14. */
const DISCONNECT = Buffer.from([0xe0, 0x00]);
/** How long the broker has to hang up after DISCONNECT, and mqtt.js to end, before the connection is cut. */
const GRACE_MS = 500;

/**
 * Ends a connection so that the broker knows that it was meant: DISCONNECT is written, the broker's hanging up awaited
 * for half a second, and the socket destroyed. Where what was written before has not left by then, DISCONNECT has not
 * either, and the broker publishes the will: nobody can tell it on a link that takes nothing, and `disconnect` must end.
 *
 * mqtt.js has two ways to end, and neither will do: `end(false)` waits without limit for acknowledgements that may never
 * come, and `end(true)` cuts the connection without DISCONNECT, upon which the broker publishes the will.
 */
export async function closeLink(client: MqttClient, transport: Transport | undefined): Promise<void> {
  client.options.reconnectPeriod = 0;
  // Also before CONNACK: once CONNECT has left, the broker may know the will.
  if (transport?.opened === true && !transport.stream.destroyed) {
    const { stream } = transport;
    await withinGrace((done) => {
      stream.once("close", done);
      stream.end(DISCONNECT);
    });
  }
  await withinGrace((done) => client.end(true, done));
}

/** Resolves when `start` calls back, at the latest after the grace period. */
function withinGrace(start: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GRACE_MS);
    start(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
