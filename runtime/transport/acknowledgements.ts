import { Buffer } from "node:buffer";
/** The packets that answer a message: PUBACK, PUBREC and PUBCOMP (MQTT 3.1.1, sections 3.4, 3.5 and 3.7), by their first byte. */
export const ACKNOWLEDGEMENT = { puback: 0x40, pubrec: 0x50, pubcomp: 0x70 } as const;

/** The first byte of an acknowledgement. */
export type AcknowledgementType = (typeof ACKNOWLEDGEMENT)[keyof typeof ACKNOWLEDGEMENT];

/** Takes an acknowledgement; false leaves it to whoever reads the rest. */
export type TakeAcknowledgement = (type: AcknowledgementType, id: number) => boolean;

/** The length of these packets, and what their second byte says of it. */
const LENGTH = 4;
const REMAINING = 2;
/** The longest head of a packet: its type, and four bytes that say how long it is (section 2.2.3). */
const LONGEST_HEAD = 5;

/**
 * Takes acknowledgements of messages out of what the broker sends, and leaves all else as it is.
 *
 * mqtt.js would read them with the care that it has for every packet (lists of buffers, an object, events, a turn of its
 * queue for each), which costs more than all the rest of a publish.
 */
export class AcknowledgementReader {
  /** Unset: all is left as it is, but packets are counted. */
  take: TakeAcknowledgement | undefined;
  /** How many packets have arrived completely. */
  packets = 0;
  /** How much is still to come of the packet under way; the rest of a connection whose packets cannot be told apart is one. */
  #missing = 0;
  /** The beginning of a packet of which too little has come to know what it is. */
  #head: Buffer | undefined;

  /** What is left of the bytes that have arrived, in order. Keeps no part of them but a few at the end. */
  *read(arrived: Buffer): Generator<Buffer, void> {
    const bytes = this.#head === undefined ? arrived : Buffer.concat([this.#head, arrived]);
    this.#head = undefined;
    const { length } = bytes;
    let at = this.#skip(length);
    let leftFrom = 0;
    while (at < length) {
      if (this.#takes(bytes, at)) {
        if (at > leftFrom) yield bytes.subarray(leftFrom, at);
        leftFrom = at += LENGTH;
        continue;
      }
      const size = packetSize(bytes, at);
      // It may be an acknowledgement, of which nobody else may get the first half.
      if (size === undefined || (at + size > length && length - at < LENGTH)) break;
      at += size;
      if (at <= length) this.packets += 1;
      else this.#missing = at - length;
    }
    if (at < length) this.#head = Buffer.from(bytes.subarray(at));
    if (Math.min(at, length) > leftFrom) yield bytes.subarray(leftFrom, Math.min(at, length));
  }

  /** Where the first packet begins that begins here. */
  #skip(length: number): number {
    const skipped = Math.min(this.#missing, length);
    if (this.#missing > 0 && this.#missing <= length) this.packets += 1;
    this.#missing -= skipped;
    return skipped;
  }

  #takes(bytes: Buffer, at: number): boolean {
    const type = bytes[at];
    if (this.take === undefined || bytes[at + 1] !== REMAINING || at + LENGTH > bytes.length) return false;
    if (type !== ACKNOWLEDGEMENT.puback && type !== ACKNOWLEDGEMENT.pubrec && type !== ACKNOWLEDGEMENT.pubcomp)
      return false;
    if (!this.take(type, ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))) return false;
    this.packets += 1;
    return true;
  }
}

/** The length of the packet that begins at an offset; undefined if that has not come, endless if it has no end. */
function packetSize(bytes: Buffer, at: number): number | undefined {
  let remaining = 0;
  for (let head = 1; head < LONGEST_HEAD; head++) {
    const digit = bytes[at + head];
    if (digit === undefined) return undefined;
    remaining += (digit & 0x7f) * 2 ** (7 * (head - 1));
    if (digit < 0x80) return head + 1 + remaining;
  }
  return Infinity;
}
