import type { MqttClient } from "mqtt";

/** What {@link keepAlive} needs to know. */
export interface KeepAliveSettings {
  /** Seconds without traffic in either direction before a PINGREQ; 0 sends none. */
  readonly keepAlive: number;
  /** Milliseconds that the broker has to answer a PINGREQ. */
  readonly pingTimeout: number;
}

/**
 * Pings the broker after `keepAlive` without traffic in one of the two directions and calls `onSilence` when it does not
 * answer within `pingTimeout`. Returns the function that stops it.
 *
 * `bytesReceived` counts what has come from the broker: as long as a long packet keeps coming, its answer cannot, and
 * is waited for.
 *
 * It takes the place of mqtt.js's own pinger, whose patience is always half of the keep-alive, whatever `pingTimeout` says,
 * and which takes acknowledgements alone for signs of life. MQTT 3.1.1, section 3.1.2.10.
 */
export function keepAlive(
  client: MqttClient,
  settings: KeepAliveSettings,
  bytesReceived: () => number,
  onSilence: () => void,
): () => void {
  const periodMs = settings.keepAlive * 1000;
  if (periodMs === 0) return () => undefined;
  let lastSent = performance.now();
  let lastReceived = lastSent;
  let deadline: NodeJS.Timeout | undefined;

  const onSend = () => {
    lastSent = performance.now();
  };
  const onReceive = () => {
    lastReceived = performance.now();
    // Any packet proves that the broker is there, so a slow PINGRESP behind a long queue is no reason to hang up.
    clearTimeout(deadline);
    deadline = undefined;
  };
  const dueIn = () => Math.min(lastSent, lastReceived) + periodMs - performance.now();
  const awaitAnswer = () => {
    const before = bytesReceived();
    deadline = setTimeout(() => {
      if (bytesReceived() === before) onSilence();
      else awaitAnswer();
    }, settings.pingTimeout);
  };
  const look = () => {
    if (deadline === undefined && dueIn() <= 0) {
      awaitAnswer();
      client.sendPing();
    }
    timer = setTimeout(look, deadline === undefined ? Math.max(dueIn(), 1) : periodMs);
  };
  client.on("packetsend", onSend);
  client.on("packetreceive", onReceive);
  let timer = setTimeout(look, periodMs);
  return () => {
    clearTimeout(timer);
    clearTimeout(deadline);
    client.off("packetsend", onSend);
    client.off("packetreceive", onReceive);
  };
}
