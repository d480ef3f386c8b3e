/** The few ASN.1 types that an X.509 certificate is made of, in DER (ITU-T X.690). */
export const der = {
  sequence: (...parts: Uint8Array[]) => element(0x30, ...parts),
  set: (...parts: Uint8Array[]) => element(0x31, ...parts),
  /** A short non-negative integer or a positive big-endian one. */
  integer: (...bytes: number[]) => element(0x02, Uint8Array.from(bytes)),
  boolean: (value: boolean) => element(0x01, Uint8Array.of(value ? 0xff : 0)),
  utf8: (text: string) => element(0x0c, Buffer.from(text)),
  octets: (bytes: Uint8Array) => element(0x04, bytes),
  /** A bit string of whole bytes. */
  bits: (bytes: Uint8Array) => element(0x03, Uint8Array.of(0), bytes),
  utcTime: (time: Date) => element(0x17, Buffer.from(`${time.toISOString().replace(/\D/g, "").slice(2, 14)}Z`)),
  /** Context-specific, constructed: `[tag] EXPLICIT`. */
  explicit: (tag: number, ...parts: Uint8Array[]) => element(0xa0 + tag, ...parts),
  /** Context-specific, primitive: `[tag] IMPLICIT`. */
  implicit: (tag: number, bytes: Uint8Array) => element(0x80 + tag, bytes),
  /** An object identifier in dotted form. */
  oid: (dotted: string) => {
    const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
    return element(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap(base128)]));
  },
};

function element(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag), lengthOf(content.length), content]);
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  return length < 0x100 ? Uint8Array.of(0x81, length) : Uint8Array.of(0x82, length >> 8, length & 0xff);
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
