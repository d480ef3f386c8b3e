import { Buffer } from "node:buffer";
import { MqttRuntimeError } from "../errors.js";

const POINTER = "/client/httpHeaders";
/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Control characters but the tab; RFC 9110 section 5.5. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** Headers by name, each with its lines in order. */
export type HttpHeaders = Readonly<Record<string, readonly string[]>>;

/**
 * The additional headers of the WebSocket opening handshake, ready for Node's HTTP client: one line per value, names
 * that differ only in case united under the first spelling, names without values left out, and text beyond ASCII in
 * UTF-8 (Node would write Latin-1). Undefined if nothing is left.
 *
 * Throws `invalid-options` for a name that is no token, a control character in a value, a header that the handshake
 * itself sets (`Upgrade`, `Connection`, `Sec-WebSocket-*`), and more than one `Host`. Values are not shown: they may be
 * secret.
 */
export function resolveHttpHeaders(
  headers: Readonly<Record<string, readonly string[] | null>> | null | undefined,
): HttpHeaders | undefined {
  if (headers == null) return undefined;
  const united = new Map<string, { name: string; values: string[] }>();
  for (const [name, values] of Object.entries(headers)) {
    checkName(name);
    const header = united.get(name.toLowerCase()) ?? { name, values: [] };
    united.set(name.toLowerCase(), header);
    for (const [index, value] of (values ?? []).entries()) header.values.push(encodeValue(name, index, value));
  }
  const host = united.get("host");
  if (host !== undefined && host.values.length > 1) {
    throw invalidHeader("A request has one Host", host.name, `Give a single value, not ${host.values.length}.`);
  }
  const given = [...united.values()].filter(({ values }) => values.length > 0);
  return given.length === 0 ? undefined : Object.fromEntries(given.map(({ name, values }) => [name, values]));
}

function checkName(name: string): void {
  if (!TOKEN.test(name)) {
    throw invalidHeader("The name of an HTTP header is not a token", name, "Use letters, digits and hyphens.");
  }
  if (/^(?:upgrade|connection|sec-websocket-.*)$/i.test(name)) {
    throw invalidHeader("This header belongs to the WebSocket handshake itself", name, "Leave it out.");
  }
}

function encodeValue(name: string, index: number, value: string): string {
  if (CONTROL.test(value)) {
    const remedy = "Remove line breaks and other control characters; for two lines of one header give two values.";
    throw invalidHeader("The value of an HTTP header holds a control character", name, remedy, `/${index}`);
  }
  return Buffer.from(value, "utf8").toString("latin1");
}

function invalidHeader(summary: string, name: string, remedy: string, below = ""): MqttRuntimeError {
  const pointer = `${POINTER}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}${below}`;
  return new MqttRuntimeError("invalid-options", summary, { pointer, found: JSON.stringify(name), remedy });
}
