import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/**
 * The form of the log: a header, then records one after another, then zeros that room was made with.
 *
 * A record is a marker (4 bytes), the length of its body (4), a checksum of both length and body (4), and the body, whose
 * first byte says what it is. Marker and checksum depend on random bytes in the header. A payload therefore cannot hold
 * what looks like a record, and after a damaged one the next can be found.
 */
export interface LogFormat {
  /** Found in the header, new for each folder. */
  readonly salt: Buffer;
  readonly marker: Buffer;
  /** The same four bytes. */
  readonly markerNumber: number;
  /** What the checksums of all records begin with. */
  readonly saltChecksum: number;
}

/** Bytes before the body of a record. */
export const RECORD_HEAD = 12;

const SALT_BYTES = 8;
/** Names the format and its version. */
const SIGNATURE = Buffer.from("OCTOLOG1");
const COPY_BYTES = SIGNATURE.length + SALT_BYTES + 4;

/** Bytes before the first record: the header is there twice, since without its random bytes no record can be read. */
export const LOG_HEAD = COPY_BYTES * 2;

/** A format for a new log. */
export function newFormat(): LogFormat {
  const salt = randomBytes(SALT_BYTES);
  // Room is zeros, so a marker must not begin like it.
  salt.writeUInt8(salt.readUInt8(0) | 1, 0);
  return formatOf(salt);
}

/** The header of a log. */
export function writeHead({ salt }: LogFormat): Buffer {
  const copy = Buffer.alloc(COPY_BYTES);
  SIGNATURE.copy(copy);
  salt.copy(copy, SIGNATURE.length);
  copy.writeUInt32BE(crc32(copy.subarray(0, -4)), COPY_BYTES - 4);
  return Buffer.concat([copy, copy]);
}

/** The format of a log, from one of the two copies of its header; undefined when neither can be read. */
export function readHead(bytes: Buffer): LogFormat | undefined {
  const copies = [bytes.subarray(0, COPY_BYTES), bytes.subarray(COPY_BYTES, LOG_HEAD)];
  const intact = copies.find(
    (copy) =>
      copy.length === COPY_BYTES &&
      copy.subarray(0, SIGNATURE.length).equals(SIGNATURE) &&
      copy.readUInt32BE(COPY_BYTES - 4) === crc32(copy.subarray(0, -4)),
  );
  return intact && formatOf(Buffer.from(intact.subarray(SIGNATURE.length, SIGNATURE.length + SALT_BYTES)));
}

/** An unsealed record with room for a body; the first byte of the body is set. */
export function newRecord(kind: number, bodyBytes: number): Buffer {
  const record = Buffer.allocUnsafe(RECORD_HEAD + 1 + bodyBytes);
  record.writeUInt8(kind, RECORD_HEAD);
  return record;
}

/** Completes a record whose body is written. */
export function sealRecord(record: Buffer, format: LogFormat): Buffer {
  const length = record.length - RECORD_HEAD;
  // In the place of the checksum for a moment, so that what it is of lies together.
  record.writeUInt32BE(length, 8);
  record.writeUInt32BE(crc32(record.subarray(8), format.saltChecksum), 8);
  record.writeUInt32BE(length, 4);
  record.writeUInt32BE(format.markerNumber, 0);
  return record;
}

/** The record that begins at an offset; undefined if none does, or it is damaged or incomplete. */
export function recordAt(bytes: Buffer, offset: number, format: LogFormat): Buffer | undefined {
  if (offset + RECORD_HEAD >= bytes.length) return undefined;
  if (bytes.compare(format.marker, 0, 4, offset, offset + 4) !== 0) return undefined;
  const end = offset + RECORD_HEAD + bytes.readUInt32BE(offset + 4);
  if (end > bytes.length || end === offset + RECORD_HEAD) return undefined;
  const record = bytes.subarray(offset, end);
  return record.readUInt32BE(8) === checksum(record, format) ? record : undefined;
}

function checksum(record: Buffer, { saltChecksum }: LogFormat): number {
  return crc32(record.subarray(RECORD_HEAD), crc32(record.subarray(4, 8), saltChecksum));
}

function formatOf(salt: Buffer): LogFormat {
  return { salt, marker: salt.subarray(0, 4), markerNumber: salt.readUInt32BE(0), saltChecksum: crc32(salt) };
}
