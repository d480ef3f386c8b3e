import { requireTopicName } from "../../topic/index.js";
import { packetId } from "./packet-id.js";
import { decodePublish, encodePublish } from "./publish-packet.js";
import { newRecord, RECORD_HEAD, sealRecord, type LogFormat } from "./record.js";
import type { KeptMessage, PendingSubscription, ReceivedMessage } from "./session-store.js";

/** What a record says; the first byte of its body. Numbers are for ever, since logs outlive versions. */
const KIND = { message: 1, released: 2, settled: 3, received: 4, handedOver: 5, noSession: 6, asked: 7, answered: 8 };

/** A record of the log, read. */
export type Entry =
  | { readonly kind: "message"; readonly message: KeptMessage }
  | { readonly kind: "released"; readonly sequence: number }
  /** Of every message from the first place to the last. */
  | { readonly kind: "settled"; readonly first: number; readonly last: number }
  | { readonly kind: "received"; readonly message: ReceivedMessage }
  | { readonly kind: "handedOver"; readonly id: number }
  | { readonly kind: "noSession" }
  | { readonly kind: "asked"; readonly subscription: PendingSubscription }
  | { readonly kind: "answered"; readonly filter: string };

const BODY = RECORD_HEAD + 1;
const SEQUENCE_BYTES = 6;
/** The QoS byte of the end of a subscription. */
const NO_QOS = 0xff;

/** Where in the record of a message its PUBLISH packet begins, with which the record ends. */
export const PACKET_FROM = BODY + SEQUENCE_BYTES;

/** The record of a message: its place, and its PUBLISH packet. */
export function messageRecord(message: KeptMessage, format: LogFormat): Buffer {
  const { sequence, topic, payload, qos, retain } = message;
  const packet = { topic, payload, qos, retain, id: packetId(sequence), dup: false };
  const record = encodePublish(packet, PACKET_FROM);
  record.writeUInt8(KIND.message, RECORD_HEAD);
  record.writeUIntBE(sequence, BODY, SEQUENCE_BYTES);
  return sealRecord(record, format);
}

/** The record of a message received with QoS 2: its PUBLISH packet. */
export function receivedRecord(message: ReceivedMessage, format: LogFormat): Buffer {
  const record = encodePublish({ ...message, qos: 2 }, BODY);
  record.writeUInt8(KIND.received, RECORD_HEAD);
  return sealRecord(record, format);
}

/** The record of everything else. */
export function entryRecord(entry: Exclude<Entry, { kind: "message" | "received" }>, format: LogFormat): Buffer {
  switch (entry.kind) {
    case "released": {
      const record = newRecord(KIND.released, SEQUENCE_BYTES);
      record.writeUIntBE(entry.sequence, BODY, SEQUENCE_BYTES);
      return sealRecord(record, format);
    }
    case "settled": {
      const record = newRecord(KIND.settled, 2 * SEQUENCE_BYTES);
      record.writeUIntBE(entry.first, BODY, SEQUENCE_BYTES);
      record.writeUIntBE(entry.last, BODY + SEQUENCE_BYTES, SEQUENCE_BYTES);
      return sealRecord(record, format);
    }
    case "handedOver": {
      const record = newRecord(KIND.handedOver, 2);
      record.writeUInt16BE(entry.id, BODY);
      return sealRecord(record, format);
    }
    case "noSession":
      return sealRecord(newRecord(KIND.noSession, 0), format);
    case "asked":
      return filterRecord(KIND.asked, entry.subscription.filter, entry.subscription.qos ?? NO_QOS, format);
    case "answered":
      return filterRecord(KIND.answered, entry.filter, NO_QOS, format);
  }
}

/** Reads a record whose checksum is right. Throws for one that this version cannot use. */
export function readEntry(record: Buffer): Entry {
  const kind = record.readUInt8(RECORD_HEAD);
  const body = record.subarray(BODY);
  switch (kind) {
    case KIND.message:
      return { kind: "message", message: readMessage(body) };
    case KIND.released:
      return { kind: "released", sequence: body.readUIntBE(0, SEQUENCE_BYTES) };
    case KIND.settled:
      return readSettled(body);
    case KIND.received:
      return { kind: "received", message: decodePublish(body) };
    case KIND.handedOver:
      return { kind: "handedOver", id: body.readUInt16BE(0) };
    case KIND.noSession:
      return { kind: "noSession" };
    case KIND.asked:
      return { kind: "asked", subscription: { filter: body.toString("utf8", 1), qos: readQos(body.readUInt8(0)) } };
    case KIND.answered:
      return { kind: "answered", filter: body.toString("utf8", 1) };
    default:
      throw new Error(`it is of the kind ${kind}, which this version does not know`);
  }
}

/** One place is a record of an earlier version. */
function readSettled(body: Buffer): Entry {
  const first = body.readUIntBE(0, SEQUENCE_BYTES);
  const last = body.length > SEQUENCE_BYTES ? body.readUIntBE(SEQUENCE_BYTES, SEQUENCE_BYTES) : first;
  return { kind: "settled", first, last };
}

/** A message that a broker would not take must not come out of the store, whoever put it there. */
function readMessage(body: Buffer): KeptMessage {
  const sequence = body.readUIntBE(0, SEQUENCE_BYTES);
  const { id, topic, payload, qos, retain } = decodePublish(body.subarray(SEQUENCE_BYTES));
  if (sequence === 0 || id !== packetId(sequence) || qos === 0) throw new Error("its packet identifier is not its own");
  return { sequence, topic: requireTopicName(topic), payload, qos, retain };
}

function filterRecord(kind: number, filter: string, qos: number, format: LogFormat): Buffer {
  const record = newRecord(kind, 1 + Buffer.byteLength(filter));
  record.writeUInt8(qos, BODY);
  record.write(filter, BODY + 1);
  return sealRecord(record, format);
}

function readQos(byte: number): 0 | 1 | 2 | undefined {
  if (byte === NO_QOS) return undefined;
  if (byte === 0 || byte === 1 || byte === 2) return byte;
  throw new Error(`its quality of service is ${byte}`);
}
