import { readEntry, type Entry } from "./entries.js";
import { LiveRecords, within } from "./live-records.js";
import { LOG_HEAD, recordAt, type LogFormat } from "./record.js";
import type { PendingSubscription, ReceivedMessage, RecoveredMessage } from "./session-store.js";

/** A part of a log that is no readable record. */
export interface Damage {
  readonly offset: number;
  readonly bytes: Buffer;
  readonly reason: string;
}

/** What a log says. */
export interface Recovery {
  readonly live: LiveRecords;
  readonly messages: RecoveredMessage[];
  readonly received: Map<number, ReceivedMessage>;
  readonly subscriptions: PendingSubscription[];
  readonly damages: readonly Damage[];
  /** The highest place of a message in the log, settled ones included. */
  readonly lastSequence: number;
  /** Where the next record goes. */
  readonly end: number;
}

/**
 * Reads a log from front to back. A record that was being written when the process or the machine stopped, and one that
 * the disk has damaged since, are passed over and listed; what comes after them counts.
 */
export function readLog(bytes: Buffer, format: LogFormat): Recovery {
  const live = new LiveRecords();
  const messages = new Map<number, RecoveredMessage>();
  const received = new Map<number, ReceivedMessage>();
  const subscriptions = new Map<string, PendingSubscription>();
  const damages: Damage[] = [];
  let lastSequence = 0;
  let end = LOG_HEAD;
  for (const part of partsOf(bytes, format)) {
    if (part.intact) end = part.offset + part.bytes.length;
    const entry = part.intact ? tryRead(part.bytes) : new Error("it is incomplete, or its checksum is wrong");
    if (entry instanceof Error) {
      damages.push({ offset: part.offset, bytes: part.bytes, reason: entry.message });
      continue;
    }
    live.apply(entry, part.bytes);
    switch (entry.kind) {
      case "message":
        lastSequence = Math.max(lastSequence, entry.message.sequence);
        messages.set(entry.message.sequence, { ...entry.message, released: false });
        break;
      case "released": {
        const message = messages.get(entry.sequence);
        if (message) messages.set(entry.sequence, { ...message, released: true });
        break;
      }
      case "settled":
        for (const sequence of within(entry, messages)) messages.delete(sequence);
        break;
      case "received":
        received.set(entry.message.id, entry.message);
        break;
      case "handedOver":
        received.delete(entry.id);
        break;
      case "noSession":
        received.clear();
        for (const [sequence, message] of messages) messages.set(sequence, { ...message, released: false });
        break;
      case "asked":
        subscriptions.set(entry.subscription.filter, entry.subscription);
        break;
      case "answered":
        subscriptions.delete(entry.filter);
        break;
    }
  }
  return {
    ...{ live, received, damages, lastSequence, end },
    messages: [...messages.values()].sort((a, b) => a.sequence - b.sequence),
    subscriptions: [...subscriptions.values()],
  };
}

interface Part {
  readonly offset: number;
  readonly bytes: Buffer;
  readonly intact: boolean;
}

/** Cuts a log into records and what lies between them. */
function* partsOf(bytes: Buffer, format: LogFormat): Generator<Part> {
  let offset = LOG_HEAD;
  while (offset < bytes.length) {
    const record = recordAt(bytes, offset, format);
    if (record) {
      yield { offset, bytes: record, intact: true };
      offset += record.length;
      continue;
    }
    const next = nextRecord(bytes, offset + 1, format);
    const gap = withoutZeros(bytes.subarray(offset, next ?? bytes.length));
    if (gap.length > 0) yield { offset, bytes: gap, intact: false };
    if (next === undefined) return;
    offset = next;
  }
}

function nextRecord(bytes: Buffer, from: number, format: LogFormat): number | undefined {
  for (let at = bytes.indexOf(format.marker, from); at >= 0; at = bytes.indexOf(format.marker, at + 1))
    if (recordAt(bytes, at, format)) return at;
  return undefined;
}

/** Without the zeros at the end, which are room for records to come. */
function withoutZeros(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

function tryRead(record: Buffer): Entry | Error {
  try {
    return readEntry(record);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
