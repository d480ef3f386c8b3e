import { Buffer } from "node:buffer";
import type { MQTTClientBasicAuth } from "../../generated/index.js";
import { MqttRuntimeError } from "../errors.js";
import { literalOrReference } from "./literal-or-reference.js";
import type { ResolvedValue } from "./literal-or-reference.js";
import type { ReferenceResolver } from "./references.js";

const POINTER = "/client/basicAuth";
/** Length limit of both fields in CONNECT (MQTT 3.1.1 sections 3.1.3.4 and 3.1.3.5). */
const MAX_BYTES = 65_535;

/** What goes into the CONNECT packet. */
export interface Credentials {
  readonly username: string;
  /** Text; bytes only where a reference led to bytes that are no UTF-8, which MQTT allows for passwords. */
  readonly password: string | Buffer;
}

/**
 * User name and password, with references resolved; undefined without `basicAuth`.
 *
 * Both must be there, with 1 to 65535 bytes of UTF-8 and no U+0000. Throws `invalid-options` with the place if not
 * (the message never holds a value), and `reference-not-found`.
 */
export async function resolveCredentials(
  basicAuth: Readonly<MQTTClientBasicAuth> | null | undefined,
  resolver: ReferenceResolver | undefined,
): Promise<Credentials | undefined> {
  if (basicAuth == null) return undefined;
  const { username, usernameRef, password, passwordRef } = basicAuth;
  const name = await literalOrReference(username, usernameRef, resolver, `${POINTER}/username`);
  const secret = await literalOrReference(password, passwordRef, resolver, `${POINTER}/password`);
  const usernameText = toText(requireValue(name, "username"));
  if (usernameText === undefined) throw invalidCredential("The user name is not UTF-8 text", `${POINTER}/username`);
  const passwordValue = requireValue(secret, "password");
  return { username: usernameText, password: toText(passwordValue) ?? Buffer.from(passwordValue) };
}

function requireValue(resolved: ResolvedValue | undefined, field: string): string | Uint8Array {
  const remedy = `Give both a user name and a password, each in place or by reference, or leave basicAuth out.`;
  if (resolved === undefined) throw invalidCredential(`The ${field} is missing`, `${POINTER}/${field}`, remedy);
  const { value, pointer } = resolved;
  const bytes = Buffer.from(value as Uint8Array);
  if (bytes.length === 0) throw invalidCredential(`The ${field} is empty`, pointer, remedy);
  if (bytes.length > MAX_BYTES) throw invalidCredential(`The ${field} is longer than ${MAX_BYTES} bytes`, pointer);
  if (bytes.includes(0)) throw invalidCredential(`The ${field} holds the character U+0000`, pointer);
  if (typeof value === "string" && /\p{Surrogate}/u.test(value)) {
    throw invalidCredential(`The ${field} holds half of a surrogate pair, which UTF-8 cannot express`, pointer);
  }
  return value;
}

function toText(value: string | Uint8Array): string | undefined {
  if (typeof value === "string") return value;
  const text = Buffer.from(value).toString("utf8");
  return Buffer.from(text, "utf8").equals(value) ? text : undefined;
}

function invalidCredential(summary: string, pointer: string, remedy?: string): MqttRuntimeError {
  return new MqttRuntimeError("invalid-options", summary, { pointer, ...(remedy === undefined ? {} : { remedy }) });
}
