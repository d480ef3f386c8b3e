import { TextDecoder } from "node:util";

/** What a PUBLISH packet says. */
export interface PublishPacket {
  readonly id: number;
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly dup: boolean;
}

const PUBLISH = 3;
const DUP = 0x08;
const RETAIN = 0x01;

/** The PUBLISH packet of a message (MQTT 3.1.1, section 3.3), behind as many bytes left free for the caller. */
export function encodePublish(
  packet: Omit<PublishPacket, "payload"> & { payload: string | Buffer },
  free: number,
): Buffer {
  const { topic, payload, qos, retain, dup, id } = packet;
  const topicBytes = Buffer.byteLength(topic);
  const remaining = 2 + topicBytes + 2 + Buffer.byteLength(payload);
  const bytes = Buffer.allocUnsafe(free + 1 + lengthBytes(remaining) + remaining);
  let at = bytes.writeUInt8((PUBLISH << 4) | (dup ? DUP : 0) | (qos << 1) | (retain ? RETAIN : 0), free);
  at = writeLength(bytes, remaining, at);
  at = bytes.writeUInt16BE(topicBytes, at);
  at += bytes.write(topic, at);
  at = bytes.writeUInt16BE(id, at);
  if (typeof payload === "string") bytes.write(payload, at);
  else payload.copy(bytes, at);
  return bytes;
}

/** Reads a PUBLISH packet with an identifier, that is, of QoS 1 or 2. Throws for anything that is none. */
export function decodePublish(bytes: Buffer): PublishPacket {
  const head = bytes.readUInt8(0);
  const qos = (head >> 1) & 3;
  if (head >> 4 !== PUBLISH || (qos !== 1 && qos !== 2)) throw new Error("it is no PUBLISH packet of QoS 1 or 2");
  let at = 1;
  let remaining = 0;
  for (let shift = 0, more = true; more && shift < 28; shift += 7) {
    const digit = bytes.readUInt8(at++);
    remaining |= (digit & 0x7f) << shift;
    more = digit >= 0x80;
  }
  if (at + remaining !== bytes.length) throw new Error("its length is not what it says");
  const topicEnd = at + 2 + bytes.readUInt16BE(at);
  const topic = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(at + 2, topicEnd));
  const id = bytes.readUInt16BE(topicEnd);
  if (id === 0) throw new Error("it has no packet identifier");
  return {
    id,
    topic,
    payload: bytes.subarray(topicEnd + 2),
    qos,
    retain: (head & RETAIN) !== 0,
    dup: (head & DUP) !== 0,
  };
}

/** Bytes of the remaining length field (MQTT 3.1.1, section 2.2.3). */
function lengthBytes(length: number): number {
  if (length < 1 << 7) return 1;
  if (length < 1 << 14) return 2;
  return length < 1 << 21 ? 3 : 4;
}

function writeLength(bytes: Buffer, length: number, at: number): number {
  let rest = length;
  let position = at;
  for (; rest >= 0x80; rest >>= 7) position = bytes.writeUInt8((rest & 0x7f) | 0x80, position);
  return bytes.writeUInt8(rest, position);
}
