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
export const DUP = 0x08;
const RETAIN = 0x01;

/** A PUBLISH packet that is to be written; an identifier is only written with QoS 1 and 2. */
export type PublishToWrite = Omit<PublishPacket, "payload"> & { readonly payload: string | Buffer };

/** A PUBLISH packet that is written already, without DUP. */
export interface EncodedPublish {
  /** What ends in the packet. */
  readonly record: Buffer;
  /** Where the packet begins. */
  readonly packetFrom: number;
}

/** The PUBLISH packet of a message (MQTT 3.1.1, section 3.3), behind as many bytes left free for the caller. */
export function encodePublish(packet: PublishToWrite, free: number): Buffer {
  const [topicBytes, payloadBytes] = [Buffer.byteLength(packet.topic), Buffer.byteLength(packet.payload)];
  const bytes = Buffer.allocUnsafe(free + publishLength(packet.qos, topicBytes, payloadBytes));
  writePublish(packet, topicBytes, payloadBytes, bytes, free);
  return bytes;
}

/** The length of a PUBLISH packet whose topic and payload have so many bytes. */
export function publishLength(qos: 0 | 1 | 2, topicBytes: number, payloadBytes: number): number {
  const remaining = remainingLength(qos, topicBytes, payloadBytes);
  return 1 + lengthBytes(remaining) + remaining;
}

/** Writes a PUBLISH packet whose topic and payload have so many bytes, from `at` on. */
export function writePublish(
  packet: PublishToWrite,
  topicBytes: number,
  payloadBytes: number,
  bytes: Buffer,
  at: number,
): void {
  const { topic, payload, qos, retain, dup, id } = packet;
  bytes[at] = (PUBLISH << 4) | (dup ? DUP : 0) | (qos << 1) | (retain ? RETAIN : 0);
  let position = writeLength(bytes, remainingLength(qos, topicBytes, payloadBytes), at + 1);
  position = bytes.writeUInt16BE(topicBytes, position);
  position = writeText(bytes, topic, topicBytes, position);
  if (qos > 0) position = bytes.writeUInt16BE(id, position);
  if (typeof payload === "string") writeText(bytes, payload, payloadBytes, position);
  else payload.copy(bytes, position);
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

/** What follows the fixed header of a PUBLISH packet. */
function remainingLength(qos: 0 | 1 | 2, topicBytes: number, payloadBytes: number): number {
  return 2 + topicBytes + (qos > 0 ? 2 : 0) + payloadBytes;
}

/** Text that is as long in bytes as in characters is ASCII, for which there is a faster way. */
function writeText(bytes: Buffer, text: string, length: number, at: number): number {
  bytes.write(text, at, length, text.length === length ? "latin1" : "utf8");
  return at + length;
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
  for (; rest >= 0x80; rest >>= 7) bytes[position++] = (rest & 0x7f) | 0x80;
  bytes[position] = rest;
  return position + 1;
}
