import { Buffer } from "node:buffer";
import { MqttRuntimeError } from "../errors.js";

/** Where a broker listens, by kind of transport. `url` is the address in a tidy form, free of user info. */
export type ServerAddress = TcpAddress | TlsAddress | WebSocketAddress | UnixAddress;

/** From `tcp://`: plain TCP. */
export interface TcpAddress {
  readonly kind: "tcp";
  /** A name or an IP address, IPv6 without brackets. */
  readonly host: string;
  /** Default: 1883. */
  readonly port: number;
  readonly url: string;
}

/** From `ssl://`, `tls://` and `tcps://`, which all mean TLS over TCP. */
export interface TlsAddress {
  readonly kind: "tls";
  /** A name or an IP address, IPv6 without brackets. */
  readonly host: string;
  /** Default: 8883. */
  readonly port: number;
  readonly url: string;
}

/** From `ws://` and `wss://`: WebSocket, the latter over TLS. Connect to `url`, which has brackets where IPv6 needs them. */
export interface WebSocketAddress {
  readonly kind: "ws" | "wss";
  /** A name or an IP address, IPv6 without brackets. */
  readonly host: string;
  /** Default: 80 for ws, 443 for wss. */
  readonly port: number;
  /** Path and query as written; default: `/`. */
  readonly path: string;
  readonly url: string;
}

/** From `unix:///absolute/path` and `unix://file-in-the-working-directory`: a local socket. */
export interface UnixAddress {
  readonly kind: "unix";
  /** The path of the socket, percent-decoded. */
  readonly path: string;
  readonly url: string;
}

const BYTE = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
/** An IPv4 address as the URL standard writes every form of one: four numbers without leading zeros. */
const IPV4 = new RegExp(String.raw`^${BYTE}(?:\.${BYTE}){3}$`);

const SCHEMES = "ws, wss, tcp, unix, ssl, tls or tcps";
const EXAMPLES = "tcp://broker.example.com:1883, wss://broker.example.com/mqtt or unix:///run/mqtt.sock";
const KINDS: ReadonlyMap<string, { kind: Exclude<ServerAddress["kind"], "unix">; port: number }> = new Map([
  ["tcp", { kind: "tcp", port: 1883 }],
  ["ssl", { kind: "tls", port: 8883 }],
  ["tls", { kind: "tls", port: 8883 }],
  ["tcps", { kind: "tls", port: 8883 }],
  ["ws", { kind: "ws", port: 80 }],
  ["wss", { kind: "wss", port: 443 }],
]);
/** Schemes of other MQTT clients, and what they are here. */
const FOREIGN_SCHEMES: ReadonlyMap<string, string> = new Map([
  ["mqtt", "tcp"],
  ["mqtts", "ssl"],
  ["http", "ws"],
  ["https", "wss"],
]);
/** What fits in `sun_path` of Linux with its terminating zero. */
const MAX_SOCKET_PATH_BYTES = 107;

/** An address taken apart, nothing checked but that it has these parts. */
interface UriParts {
  readonly uri: string;
  readonly scheme: string;
  readonly authority: string;
  /** Path and query. */
  readonly rest: string;
}

/**
 * Reads the `server` option. Exactly the seven schemes are known, so that nothing is ever taken for plain TCP by
 * accident; a missing port is 1883 (tcp), 8883 (ssl, tls, tcps), 80 (ws) or 443 (wss).
 *
 * Throws `invalid-server` for anything else, user info included: user name and password belong in `basicAuth`. The
 * message never repeats user info or a query.
 */
export function parseServer(uri: string): ServerAddress {
  const parts = splitUri(uri);
  if (parts.scheme === "unix") return unixAddress(parts);
  const known = KINDS.get(parts.scheme);
  if (known === undefined) throw unknownScheme(parts);
  const { host, port = known.port } = splitAuthority(parts);
  const name = host.replace(/^\[(.*)\]$/, "$1");
  const url = `${parts.scheme}://${host}:${port}`;
  switch (known.kind) {
    case "ws":
    case "wss": {
      const path = parts.rest.startsWith("/") ? parts.rest : `/${parts.rest}`;
      return { kind: known.kind, host: name, port, path, url: url + path };
    }
    case "tcp":
    case "tls":
      if (parts.rest !== "" && parts.rest !== "/") {
        throw invalid(parts.uri, `has something after host and port, which ${parts.scheme} has no use for`);
      }
      return { kind: known.kind, host: name, port, url };
  }
}

function splitUri(uri: string): UriParts {
  // Before any URL parser sees it: those drop blanks and turn backslashes silently.
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  if (/[\s\\\u0000-\u001f\u007f]/u.test(uri))
    throw invalid(uri, "holds white space, a control character or a backslash");
  const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/([^/?#]*)([^#]*)(#?)/.exec(uri);
  if (match === null) throw invalid(uri, "has no scheme");
  const [, scheme = "", authority = "", rest = "", fragment = ""] = match;
  if (authority.includes("@")) {
    throw invalid(uri, "holds user info", "Take it out and give user name and password in basicAuth.");
  }
  if (fragment !== "") throw invalid(uri, "has a fragment", "Leave out the # and what follows, or write %23 for a #.");
  return { uri, scheme, authority, rest };
}

function splitAuthority({ uri, authority }: UriParts): { host: string; port?: number } {
  if (!authority.startsWith("[") && authority.indexOf(":") !== authority.lastIndexOf(":")) {
    throw invalid(uri, "has too many colons", "Put an IPv6 address in brackets: tcp://[::1]:1883.");
  }
  const [, host = authority, digits] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
  if (host === "") throw invalid(uri, "has no host");
  const normalized = normalizeHost(uri, host);
  return digits === undefined ? { host: normalized } : { host: normalized, port: toPort(uri, digits) };
}

/** Lower case, punycode, short IPv6: what the URL standard makes of a host, but never an IP address out of a mere number. */
function normalizeHost(uri: string, host: string): string {
  const normalized = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
  const isNumber = IPV4.test(normalized) && !IPV4.test(host);
  if (normalized !== "" && !isNumber) return normalized;
  throw invalid(uri, "has a host that is neither a name nor an IP address", "IPv6 goes in brackets, without a zone.");
}

function toPort(uri: string, digits: string): number {
  const port = /^[0-9]{1,5}$/.test(digits) ? Number(digits) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw invalid(uri, "has a port that is not a number from 1 to 65535");
}

function unixAddress({ uri, authority, rest }: UriParts): UnixAddress {
  if (rest.includes("?"))
    throw invalid(uri, "has a query, which a socket has no use for", "Write %3F for a ? in the path.");
  if (authority !== "" && rest !== "") {
    const remedy = "Write unix:///path for an absolute path, or unix://name for a socket in the working directory.";
    throw invalid(uri, "mixes a host and a path", remedy);
  }
  const path = decodePath(uri, authority + rest);
  if (path === "" || path.endsWith("/")) throw invalid(uri, "has no path to a socket");
  if (Buffer.byteLength(path) > MAX_SOCKET_PATH_BYTES) {
    throw invalid(uri, `has a path of more than ${MAX_SOCKET_PATH_BYTES} bytes`, "Give the socket a shorter path.");
  }
  return { kind: "unix", path, url: uri };
}

function decodePath(uri: string, path: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw invalid(uri, "has a % that does not begin an escaped UTF-8 character", "Write %25 for a %.");
  }
  // A leading zero byte would mean Linux' abstract name space, one elsewhere would cut the path.
  if (decoded.includes("\0")) throw invalid(uri, "has a zero byte in its path");
  return decoded;
}

function unknownScheme({ uri, scheme }: UriParts): MqttRuntimeError {
  const known = scheme.toLowerCase();
  const meant = KINDS.has(known) || known === "unix" ? known : FOREIGN_SCHEMES.get(known);
  return invalid(
    uri,
    `has the unknown scheme ${scheme}`,
    meant === undefined ? undefined : `Write ${meant}:// instead.`,
  );
}

function invalid(uri: string, complaint: string, remedy?: string): MqttRuntimeError {
  return new MqttRuntimeError(
    "invalid-server",
    `The server address ${JSON.stringify(withoutSecrets(uri))} ${complaint}`,
    {
      pointer: "/client/server",
      expected: `an address with the scheme ${SCHEMES}, such as ${EXAMPLES}`,
      ...(remedy === undefined ? {} : { remedy }),
    },
  );
}

/** Drops the query; of an address with an @ only the scheme is left, since a password may hold a slash or a query mark. */
function withoutSecrets(uri: string): string {
  if (uri.includes("@")) return `${/^[a-zA-Z]+:\/\//.exec(uri)?.[0] ?? ""}***`;
  return uri.replace(/[?#].*$/s, "").slice(0, 200);
}
