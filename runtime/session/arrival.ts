import { Buffer } from "node:buffer";
import type { IPublishPacket, MqttClient } from "mqtt";

/** A message, and how to answer the broker. */
export interface Arrival {
  readonly packet: IPublishPacket;
  /** Goes on with what arrives next; with `acknowledged` the broker is told that the message is here. */
  readonly proceed: (acknowledged: boolean) => void;
  /** Tells the broker later, unless the connection has ended; then it sends the message again. */
  readonly acknowledge: () => void;
}

/** PUBACK and PUBCOMP (MQTT 3.1.1, sections 3.4 and 3.7), by the QoS of the message that they end. */
const ACK = { 0: 0, 1: 0x40, 2: 0x70 } as const;

/** What mqtt.js gets for an error when a message is not acknowledged, or later. */
export const NOT_YET = new Error("the message is acknowledged later");

/**
 * A message that mqtt.js hands over, with its callback. mqtt.js acknowledges before it goes on with the next packet, but
 * not if it is told of an error, and that alone.
 */
export function arrivalOf(
  packet: IPublishPacket,
  done: (error?: Error) => void,
  { mqtt, isReady }: { readonly mqtt: MqttClient; readonly isReady: () => boolean },
): Arrival {
  const { stream } = mqtt;
  return {
    packet,
    proceed: (acknowledged) => {
      if (acknowledged) done();
      else done(NOT_YET);
    },
    acknowledge: () => {
      const { messageId: id = 0, qos } = packet;
      if (isReady() && mqtt.stream === stream) stream.write(Buffer.from([ACK[qos], 2, id >> 8, id & 0xff]));
    },
  };
}
