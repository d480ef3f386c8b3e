import { isDeepStrictEqual } from "node:util";
import { MqttRuntimeError } from "../errors.js";
import type { ClientSettings } from "./client-settings.js";

/** What is known about an attempt to connect that failed. */
export interface FailedAttempt {
  /** The address, for messages. */
  readonly server: string;
  /** Whether the address asks for TLS. */
  readonly encrypted: boolean;
  /** Whether the way to the broker, TLS and WebSocket included, was open. */
  readonly opened: boolean;
  /** `connectTimeout`, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** The error, if there was any; a peer that just hangs up leaves none. */
  readonly cause: unknown;
}

/** CONNACK return codes: MQTT 3.1.1, table 3.1, and what to do about each. */
const RETURN_CODES: Readonly<Record<number, { meaning: string; remedy: string }>> = {
  1: { meaning: "unacceptable protocol version", remedy: "Set `protocolVersion` to one that the broker speaks." },
  2: { meaning: "client identifier rejected", remedy: "Check which client identifiers the broker allows." },
  3: { meaning: "server unavailable", remedy: "Try again later, or look into the log of the broker." },
  4: { meaning: "bad user name or password", remedy: "Check `basicAuth`." },
  5: { meaning: "not authorized", remedy: "Check `basicAuth` and the permissions of this client at the broker." },
};

const UNKNOWN_AUTHORITY =
  "Put the certificate of the authority that signed the broker's certificate into `tlsConfig.caFilePEM`.";

/** Error codes of Node's TLS with what to do about them; the first that begins an error's code counts. */
const TLS_REMEDIES: readonly (readonly [code: string, remedy: string])[] = [
  ["UNABLE_TO_", UNKNOWN_AUTHORITY],
  ["SELF_SIGNED_CERT_IN_CHAIN", UNKNOWN_AUTHORITY],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", UNKNOWN_AUTHORITY],
  [
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "Connect to a name that is in the certificate, or set `tlsConfig.serverName` to one.",
  ],
  ["CERT_", "Check the certificate of the broker, its period of validity, and the clock of this machine."],
  [
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "That port does not seem to speak TLS: use the encrypted port of the broker, or `tcp` or `ws` as the scheme.",
  ],
  [
    "ERR_SSL_",
    "If the broker asks for client certificates, set `tlsConfig.certFilePEM` and `keyFilePEM` to one it accepts.",
  ],
  ["ERR_TLS_", "Check `tlsConfig` and the TLS settings of the broker."],
];

/** What to do about socket errors. */
const SOCKET_REMEDIES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens there: check host and port, and whether the broker runs.",
  ENOTFOUND: "The host name is unknown: check its spelling and the name service.",
  EAI_AGAIN: "The name service did not answer: check the network.",
  EHOSTUNREACH: "There is no way to that host: check the network.",
  ENETUNREACH: "There is no way to that network: check the network.",
  ENOENT: "There is no such socket: check the path, and whether the broker runs.",
  EACCES: "The socket exists but this user may not use it: check its permissions.",
};

/** The error that `connect()` rejects with, typed by what went wrong. */
export function connectionError(attempt: FailedAttempt): Error {
  const { server, cause } = attempt;
  const returnCode = refusalCode(cause);
  if (returnCode !== undefined) return refusedError(server, returnCode, cause);
  if (isConnackTimeout(cause)) return timeoutError(attempt);
  const code = errorCode(cause);
  const remedy = tlsRemedy(attempt, code);
  if (remedy !== undefined) {
    return MqttRuntimeError.from(cause, "tls-failed", `The TLS handshake with ${server} failed`, { remedy });
  }
  if (cause === undefined) return hangUpError(attempt);
  const advice = attempt.opened && code === "ECONNRESET" ? hangUpRemedy(attempt) : SOCKET_REMEDIES[code];
  return MqttRuntimeError.from(cause, "connection-failed", `Cannot connect to ${server}`, {
    ...(advice !== undefined && { remedy: advice }),
  });
}

/** Why an established link has ended, as an error with the code `connection-lost`. */
export function lostReason({ server, cause }: FailedAttempt): Error {
  if (cause === undefined) return new MqttRuntimeError("connection-lost", `${server} closed the connection`);
  return MqttRuntimeError.from(cause, "connection-lost", `The connection to ${server} broke`);
}

/** Why a connection that another one has replaced takes nothing any more, and what it had not taken is lost. */
export function replacedError(server: string): MqttRuntimeError {
  return new MqttRuntimeError("connection-lost", `The connection to ${server} was replaced (reconfigure)`);
}

/** The error of everything that is asked of a client after `disconnect()`, or was still under way then. */
export function closedError(): MqttRuntimeError {
  return new MqttRuntimeError("client-closed", "The client was disconnected", {
    remedy: "Make a new client to connect again.",
  });
}

/** An error of a client that ends, for a message that the store keeps beyond that. */
export function keptBeyond(error: Error): MqttRuntimeError {
  const code = error instanceof MqttRuntimeError ? error.code : "connection-lost";
  return new MqttRuntimeError(code, "The connection ended before the broker acknowledged; the message is stored", {
    remedy: "It is sent when a client of the same DeviceLink and `store.directoryPrefix` connects; do not repeat it.",
    stillInFlight: true,
    cause: error,
  });
}

/** Throws `invalid-options` unless a client that has its store open may go on with it under new options. */
export function requireSameStore(now: ClientSettings["store"], wanted: ClientSettings["store"]): void {
  if (isDeepStrictEqual(now, wanted)) return;
  throw new MqttRuntimeError("invalid-options", "The store of a client that is connected stays the same", {
    pointer: "/client/store",
    found: JSON.stringify(wanted),
    expected: JSON.stringify(now),
    remedy: "Disconnect this client, and make a new one with the other store; what the old one keeps is not moved.",
  });
}

/** The error of what needs a connection when there is none and none is being re-established. */
export function notConnectedError(): MqttRuntimeError {
  return new MqttRuntimeError("not-connected", "There is no connection to the broker", {
    remedy: "Call `connect()` and wait for it; with `autoReconnect: false`, call it again after a loss.",
  });
}

/** The error of a message that finds as many waiting for a connection as may wait (`messageChannelDepth`). */
export function queueFullError(depth: number): MqttRuntimeError {
  return new MqttRuntimeError("publish-failed", `${depth} messages wait for a connection already`, {
    remedy: "Publish less while the connection is down, or raise `messageChannelDepth`.",
  });
}

/** The error of `until: "stored"` where nothing is stored. */
export function notStorableError(qos: number): MqttRuntimeError {
  return new MqttRuntimeError("invalid-options", '`until: "stored"` asks for what is not done here', {
    found: qos === 0 ? "a message of QoS 0, which is not stored" : "the store `Memory`",
    expected: "the store `File`, and QoS 1 or 2",
    remedy: 'Set `client.store.type: File`, or wait for the broker with `until: "acknowledged"`.',
  });
}

/** The return code if the error is mqtt.js's report of a CONNACK that refuses, else undefined. */
export function refusalCode(error: unknown): number | undefined {
  const isRefusal = error instanceof Error && error.message.startsWith("Connection refused: ");
  return isRefusal && "code" in error && typeof error.code === "number" ? error.code : undefined;
}

/**
 * Whether a broker that speaks MQTT 3.1 only may have failed an attempt with 3.1.1: it answered that it does not accept
 * the version, or hung up instead of answering CONNECT.
 */
export function suggestsOlderProtocol({ opened, cause }: FailedAttempt): boolean {
  const hungUp = opened && (cause === undefined || ["ECONNRESET", "EPIPE"].includes(errorCode(cause)));
  return hungUp || refusalCode(cause) === 1;
}

function refusedError(server: string, returnCode: number, cause: unknown): MqttRuntimeError {
  const known = RETURN_CODES[returnCode];
  const meaning = known?.meaning ?? "a return code that MQTT 3.1.1 does not define";
  return new MqttRuntimeError("connection-refused", `${server} refused: ${meaning} (return code ${returnCode})`, {
    returnCode,
    cause,
    ...(known && { remedy: known.remedy }),
  });
}

/** mqtt.js gives this error no code. */
function isConnackTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === "connack timeout";
}

function timeoutError({ server, opened, connectTimeoutMs, cause }: FailedAttempt): MqttRuntimeError {
  const state = opened ? "accepted the connection but did not answer CONNECT" : "did not complete the connection";
  return new MqttRuntimeError("connection-timeout", `${server} ${state} within ${connectTimeoutMs} ms`, {
    remedy: opened
      ? "Check that an MQTT broker listens there with this transport, or raise `connectTimeout`."
      : "Check host, port and firewalls, or raise `connectTimeout`.",
    cause,
  });
}

function hangUpError(attempt: FailedAttempt): MqttRuntimeError {
  const message = `${attempt.server} closed the connection instead of answering CONNECT`;
  return new MqttRuntimeError("connection-failed", message, { remedy: hangUpRemedy(attempt) });
}

/** What to do about a peer that hangs up on CONNECT, as a port for TLS does with what is not encrypted. */
function hangUpRemedy({ server, encrypted }: FailedAttempt): string {
  const check = "Check that an MQTT broker listens there with this transport, and what its log says about this client.";
  if (encrypted || server.startsWith("unix")) return check;
  return `If that port is for TLS, use the scheme \`${server.startsWith("ws") ? "wss" : "tls"}\`. ${check}`;
}

function tlsRemedy({ encrypted, opened }: FailedAttempt, code: string): string | undefined {
  const known = TLS_REMEDIES.find(([prefix]) => code.startsWith(prefix));
  if (known !== undefined) return known[1];
  // A peer that hangs up in the middle of the handshake.
  if (encrypted && !opened && code === "ECONNRESET") return "Check that this port speaks TLS, and the broker's log.";
  return undefined;
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
