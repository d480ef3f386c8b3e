import { generate } from "mqtt-packet";
import { encodePayload } from "../../../session/payload.js";
import type { Device } from "./analysis.js";

/** A stretch of a packet and what it says. */
export interface PacketPart {
  readonly name: string;
  readonly meaning: string;
  readonly bytes: Uint8Array;
}

/** The PUBLISH packet of a status, taken apart. */
export interface Packet {
  readonly bytes: Uint8Array;
  readonly parts: readonly PacketPart[];
}

/** In a session the client counts; the first message has this one. */
const FIRST_PACKET_ID = 1;

/**
 * The packet that a status becomes (MQTT 3.1.1, section 3.3). Throws a SyntaxError for a status that is not JSON, and
 * `invalid-payload` for what the SDK does not encode.
 */
export function packetOf({ topics, qos, retain }: Device, status: string): Packet {
  const payload = encodePayload(JSON.parse(status) as unknown);
  const bytes = generate({
    cmd: "publish",
    topic: topics.publish,
    payload,
    qos,
    retain,
    dup: false,
    ...(qos > 0 ? { messageId: FIRST_PACKET_ID } : {}),
  });
  return { bytes, parts: takeApart(bytes, qos, retain) };
}

function takeApart(bytes: Uint8Array, qos: number, retain: boolean): PacketPart[] {
  let at = 0;
  const take = (length: number) => bytes.subarray(at, (at += length));
  const parts: PacketPart[] = [];
  const add = (name: string, meaning: string, part: Uint8Array) => parts.push({ name, meaning, bytes: part });
  add("Fixed header", `PUBLISH, QoS ${qos}, ${retain ? "retained" : "not retained"}`, take(1));
  const length = take(1 + bytes.subarray(1).findIndex((byte) => byte < 0x80));
  add("Remaining length", `${bytes.length - at} bytes follow`, length);
  const topicLength = take(2);
  const topicBytes = new DataView(topicLength.buffer, topicLength.byteOffset).getUint16(0);
  add("Topic length", `${topicBytes} bytes`, topicLength);
  const topic = take(topicBytes);
  add("Topic", new TextDecoder().decode(topic), topic);
  if (qos > 0) add("Packet identifier", "counted by the client", take(2));
  const payload = take(bytes.length - at);
  add("Payload", new TextDecoder().decode(payload), payload);
  return parts;
}

/** `30 0c 00 ...`. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
