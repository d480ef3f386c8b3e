/** What {@link keepAlive} needs to know. */
export interface KeepAliveSettings {
  /** Seconds without traffic in either direction before a PINGREQ; 0 sends none. */
  readonly keepAlive: number;
  /** Milliseconds that the broker has to answer a PINGREQ. */
  readonly pingTimeout: number;
}

/** What passes over the connection; part of a transport. */
export interface Traffic {
  /** When bytes were last sent, and when some last arrived, by `performance.now()`. */
  readonly lastSent: number;
  readonly lastReceived: number;
  /** What has come from the broker: complete packets, and bytes, those of an unfinished packet included. */
  readonly packetsReceived: number;
  readonly bytesReceived: number;
}

/**
 * Pings the broker after `keepAlive` without traffic in one of the two directions and calls `onSilence` when it does not
 * answer within `pingTimeout`. Returns the function that stops it.
 *
 * As long as a long packet keeps coming, the answer cannot, and is waited for. Any packet proves that the broker is there,
 * so a slow answer behind a long queue is no reason to hang up.
 *
 * It takes the place of mqtt.js's own pinger, whose patience is always half of the keep-alive, whatever `pingTimeout` says,
 * and which takes acknowledgements alone for signs of life. MQTT 3.1.1, section 3.1.2.10.
 */
export function keepAlive(
  settings: KeepAliveSettings,
  traffic: Traffic,
  sendPing: () => void,
  onSilence: () => void,
): () => void {
  const periodMs = settings.keepAlive * 1000;
  if (periodMs === 0) return () => undefined;
  let deadline: NodeJS.Timeout | undefined;
  let packetsBefore = 0;

  const isAnswered = () => traffic.packetsReceived > packetsBefore;
  const dueIn = () => Math.min(traffic.lastSent, traffic.lastReceived) + periodMs - performance.now();
  const endWaiting = () => {
    clearTimeout(deadline);
    deadline = undefined;
  };
  const awaitAnswer = () => {
    const bytesBefore = traffic.bytesReceived;
    deadline = setTimeout(() => {
      if (isAnswered()) endWaiting();
      else if (traffic.bytesReceived === bytesBefore) onSilence();
      else awaitAnswer();
    }, settings.pingTimeout);
  };
  const look = () => {
    if (deadline !== undefined && isAnswered()) endWaiting();
    if (deadline === undefined && dueIn() <= 0) {
      packetsBefore = traffic.packetsReceived;
      awaitAnswer();
      sendPing();
    }
    timer = setTimeout(look, deadline === undefined ? Math.max(dueIn(), 1) : periodMs);
  };
  let timer = setTimeout(look, periodMs);
  return () => {
    clearTimeout(timer);
    endWaiting();
  };
}

/** Why a link whose broker does not answer is given up; its `code` tells this from other ends of a link. */
export function pingUnanswered(timeoutMs: number): Error {
  const error = new Error(`the broker did not answer a ping within ${timeoutMs} ms (pingTimeout)`);
  return Object.assign(error, { code: "ERR_OCTOPUS_PING_UNANSWERED" });
}
