import { Buffer } from "node:buffer";
import { MqttRuntimeError } from "../errors.js";

/**
 * The most that is left in a PUBLISH packet beside the longest topic and the packet id (MQTT 3.1.1, section 2.2.3). A
 * longer one would end the connection, and do so again each time it is sent anew.
 */
const MAX_BYTES = 268_435_455 - 2 - 65_535 - 2;

/**
 * The payload as it goes over the wire: strings and bytes (Buffer, Uint8Array) as they are, anything else as JSON.
 *
 * Throws `invalid-payload` for what has no JSON (undefined, functions, symbols, bigints, cycles) and for more than
 * 268,369,916 bytes.
 */
export function encodePayload(payload: unknown): string | Buffer {
  const encoded = toWire(payload);
  // A UTF-16 unit takes at most three bytes, so most need no counting.
  if (encoded.length * 3 <= MAX_BYTES) return encoded;
  const bytes = Buffer.byteLength(encoded);
  if (bytes <= MAX_BYTES) return encoded;
  throw new MqttRuntimeError("invalid-payload", "The payload is too long for an MQTT packet", {
    found: `${bytes} bytes`,
    expected: `at most ${MAX_BYTES} bytes`,
  });
}

function toWire(payload: unknown): string | Buffer {
  if (typeof payload === "string") return payload;
  if (Buffer.isBuffer(payload)) return payload;
  if (payload instanceof Uint8Array) return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  return toJson(payload);
}

function toJson(payload: unknown): string {
  const json = stringify(payload);
  if (json !== undefined) return json;
  throw new MqttRuntimeError("invalid-payload", "The payload has no JSON form", {
    found: typeof payload,
    expected: "a string, bytes, or a value that JSON can express",
    remedy: 'To clear a retained message, publish the empty string "".',
  });
}

/** Undefined for undefined, functions and symbols, which the library's type does not say. */
function stringify(payload: unknown): string | undefined {
  try {
    return JSON.stringify(payload);
  } catch (error) {
    throw MqttRuntimeError.from(error, "invalid-payload", "The payload cannot be written as JSON");
  }
}
