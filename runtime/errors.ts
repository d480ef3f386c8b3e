/**
 * Every way in which the SDK fails, with what each code means. The set is closed: code that handles all of these
 * handles every {@link MqttRuntimeError}. Codes are stable; messages may be reworded.
 */
export const RUNTIME_ERROR_CODES = {
  "invalid-options": "The MQTT options, or a value they refer to, break a rule.",
  "invalid-manifest": "The manifest is not a DeviceLink or a device with MQTT options, or its identity is unusable.",
  "invalid-duration": "A duration is not in the grammar of Go's time.ParseDuration, or does not fit in 64 bits.",
  "invalid-topic": "A rendered topic breaks the rules of MQTT 3.1.1 section 4.7.",
  "invalid-server": "The server URI cannot be used: its scheme, host, port or path is wrong.",
  "invalid-payload": "A payload cannot be encoded, decoded or carried by MQTT.",
  "reference-not-found": "An option refers to a value that the reference resolver does not have.",
  "bad-credentials-material": "A PEM certificate or key is unreadable, or certificate and key do not belong together.",
  "unsupported-option": "An option asks for something that the SDK does not do, or not in a browser.",
  "connection-failed": "The broker could not be reached.",
  "connection-refused": "The broker answered CONNECT with a refusal; `returnCode` is its CONNACK return code.",
  "connection-timeout": "The connection was not established within `connectTimeout`.",
  "tls-failed": "The TLS handshake failed, or the certificate of the broker was not accepted.",
  "connection-lost": "An established connection ended without being asked to.",
  "not-connected": "The operation needs a connection and there is none.",
  "wait-timeout": "An operation was not acknowledged within `waitTimeout`.",
  "subscription-refused": "The broker answered SUBSCRIBE with a failure.",
  "client-closed": "The client was disconnected and takes no more work.",
  "publish-failed": "A message could not be handed to the connection.",
  "messages-dropped": "Received messages of QoS 0 were dropped, since handlers are too slow; reported, never thrown.",
  "store-failed": "The store `File` cannot be opened, read or written: permissions, a full disk ...",
  "store-locked": "Another client, of this process or of another one, uses the folder of the store `File`.",
  "store-damaged": "A part of the store `File` was unreadable and was put aside; reported, never thrown.",
} as const;

/** One of the keys of {@link RUNTIME_ERROR_CODES}. */
export type RuntimeErrorCode = keyof typeof RUNTIME_ERROR_CODES;

/** What is known about a failure beside its code and its one-line summary. None of it ever holds a secret. */
export interface RuntimeErrorDetails {
  /** JSON pointer (RFC 6901) to the culprit: into the manifest for `invalid-manifest`, else into the MQTTOptions. */
  readonly pointer?: string;
  /** What stands there now. */
  readonly found?: string;
  /** What should stand there. */
  readonly expected?: string;
  /** How to mend it, as a sentence. */
  readonly remedy?: string;
  /** The CONNACK return code (MQTT 3.1.1 table 3.1), for `connection-refused`. */
  readonly returnCode?: number;
  /** The message was not withdrawn and may still be delivered: after `wait-timeout`, or from the store `File`. */
  readonly stillInFlight?: boolean;
  /** The error underneath, for `Error.cause`. */
  readonly cause?: unknown;
}

/**
 * The one error class of the SDK. Its `code` says which kind of failure it is and begins the message; where known,
 * the message also tells the place, what was found, what was expected and how to mend it.
 */
export class MqttRuntimeError extends Error {
  /** The kind of failure; stable. */
  readonly code: RuntimeErrorCode;
  /** JSON pointer (RFC 6901) to the culprit; see {@link RuntimeErrorDetails}. */
  declare readonly pointer?: string;
  /** What stands there now. */
  declare readonly found?: string;
  /** What should stand there. */
  declare readonly expected?: string;
  /** How to mend it, as a sentence. */
  declare readonly remedy?: string;
  /** The CONNACK return code (MQTT 3.1.1 table 3.1), for `connection-refused`. */
  declare readonly returnCode?: number;
  /** The message was not withdrawn and may still be delivered. */
  declare readonly stillInFlight?: boolean;
  readonly #summary: string;
  readonly #details: RuntimeErrorDetails;

  constructor(code: RuntimeErrorCode, summary: string, details: RuntimeErrorDetails = {}) {
    const { cause, ...facts } = details;
    super(sentence(code, summary, facts), cause === undefined ? undefined : { cause });
    this.name = "MqttRuntimeError";
    this.code = code;
    this.#summary = summary;
    this.#details = details;
    Object.assign(this, facts);
  }

  /** The same error for a document that holds, at `prefix`, the one which `pointer` is into. */
  within(prefix: string): MqttRuntimeError {
    const { pointer, ...details } = this.#details;
    if (pointer === undefined) return this;
    return made(this.code, this.#summary, { ...details, pointer: prefix + pointer });
  }

  /**
   * Turns anything caught into an error that the SDK may throw: the single funnel for foreign errors. Errors of the SDK
   * (this class, and the generated OptionsValidationError) come back as they are; anything else becomes the `cause`
   * of a new error, its text added to the summary.
   */
  static from(error: unknown, code: RuntimeErrorCode, summary: string, details: RuntimeErrorDetails = {}): Error {
    if (isOwn(error)) return error;
    return made(code, `${summary}: ${reasonOf(error)}`, { ...details, cause: error });
  }
}

/** Here, since a bundler gives a class that names itself another name, which Node then shows in front of the message. */
function made(code: RuntimeErrorCode, summary: string, details: RuntimeErrorDetails): MqttRuntimeError {
  return new MqttRuntimeError(code, summary, details);
}

/** An error of the SDK; one of a second copy of the generated code is still recognised, by its name. */
function isOwn(error: unknown): error is Error {
  return error instanceof MqttRuntimeError || (error instanceof Error && error.name === "OptionsValidationError");
}

function sentence(code: RuntimeErrorCode, summary: string, facts: Omit<RuntimeErrorDetails, "cause">): string {
  const place = facts.pointer === undefined ? "" : ` at ${facts.pointer}`;
  const found = facts.found === undefined ? "" : `; found ${facts.found}`;
  const expected = facts.expected === undefined ? "" : `; expected ${facts.expected}`;
  const remedy = facts.remedy === undefined ? "" : `. ${facts.remedy}`;
  return `${code}: ${summary}${place}${found}${expected}${remedy}`;
}

/** The text of an error; an AggregateError (several addresses tried) has none of its own, so its parts speak. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reasonOf).join("; ");
  if (!(error instanceof Error)) return String(error);
  return error.message === "" ? error.name : error.message;
}
