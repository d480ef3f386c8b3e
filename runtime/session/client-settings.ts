import type { ResolvedMQTTClientOptions } from "../../generated/index.js";
import { MqttRuntimeError } from "../errors.js";
import { resolveCredentials, type Credentials } from "../options/credentials.js";
import { durationToMilliseconds } from "../options/duration.js";
import { resolveHttpHeaders, type HttpHeaders } from "../options/http-headers.js";
import { memoize } from "../options/memoize.js";
import type { ReferenceResolver } from "../options/references.js";
import { resolveTls, type TlsMaterial } from "../options/tls.js";
import { parseServer, type ServerAddress } from "../transport/server-uri.js";
import { requirePlatform } from "./platform.js";
import type { BackoffSettings } from "./reconnect.js";

/** What a client can be told beside its options, complete. */
export interface Tuning extends BackoffSettings {
  /** How many messages of QoS 1 and 2 may be without an acknowledgement. No option: brokers of one kind share it. */
  readonly maxInFlight: number;
}

/** Those that are given; the others have defaults. */
export type GivenTuning = { readonly [K in keyof Tuning]?: Tuning[K] | undefined };

/**
 * MQTTClientOptions in the form in which the runtime uses them: one property for each option, under its name, with
 * addresses parsed, references resolved, certificates loaded and durations in milliseconds, all of them checked, and none
 * longer than a timer can be.
 */
export interface ClientSettings extends Tuning {
  readonly server: ServerAddress;
  /** The protocol levels to try, in this order. */
  readonly protocolVersion: readonly [3 | 4, ...(3 | 4)[]];
  readonly basicAuth: Credentials | undefined;
  readonly tlsConfig: TlsMaterial;
  readonly cleanSession: boolean;
  readonly store: { readonly type: "Memory" } | { readonly type: "File"; readonly directory: string };
  readonly resumeSubs: boolean;
  /** Milliseconds, at least 1; the longest timer (24.8 days) stands for "never". */
  readonly connectTimeout: number;
  /** Whole seconds, 0 to 65535, as in the CONNECT packet; 0 is off. */
  readonly keepAlive: number;
  /** Milliseconds, at least 1. */
  readonly pingTimeout: number;
  readonly order: boolean;
  /** Milliseconds; 0 is no limit. */
  readonly writeTimeout: number;
  /** Milliseconds; 0 is no limit. */
  readonly waitTimeout: number;
  /** Milliseconds; 0 does not wait. */
  readonly disconnectQuiesce: number;
  readonly autoReconnect: boolean;
  /** Milliseconds. */
  readonly maxReconnectInterval: number;
  /** Messages. */
  readonly messageChannelDepth: number;
  readonly httpHeaders: HttpHeaders;
}

/** The longest wait of a timer (24.8 days); Node turns a longer one into one of a single millisecond. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Of messages in flight 20, since Mosquitto drops those of QoS 2 beyond, without a word to a client of MQTT 3.1.1. */
const DEFAULT_TUNING: Tuning = { maxInFlight: 20, reconnectDelay: 1_000, reconnectJitter: 0 };

/** As many as there are packet identifiers, less some for subscriptions. */
const MOST_IN_FLIGHT = 65_000;

const readServer = memoize(parseServer);
const readDuration = memoize(durationToMilliseconds);

/** What the CONNECT packet has room for (MQTT 3.1.1, section 3.1.2.10). */
const LONGEST_KEEP_ALIVE_S = 65_535;

/**
 * Works out the settings of a client from its options. Every parameter of MQTTClientOptions has its line here; one
 * that is missing does not compile.
 *
 * Throws what the readers of the single options throw, and `unsupported-option` for what a browser cannot do.
 */
export async function clientSettings(
  options: ResolvedMQTTClientOptions,
  references: ReferenceResolver | undefined,
  given: GivenTuning = {},
): Promise<ClientSettings> {
  const server = readServer(options.server);
  requirePlatform(options, server);
  const { maxInFlight, reconnectDelay, reconnectJitter } = tuning(given);
  const basicAuth = await resolveCredentials(options.basicAuth, references);
  const tlsConfig = await resolveTls(options.tlsConfig, references);
  // One literal without anything spread or awaited in it, so that the objects of all clients have one layout.
  return {
    maxInFlight,
    reconnectDelay,
    reconnectJitter,
    server,
    protocolVersion: protocolLevels(options.protocolVersion),
    basicAuth,
    tlsConfig,
    cleanSession: options.cleanSession,
    store: storeOf(options.store),
    resumeSubs: options.resumeSubs && !options.cleanSession,
    connectTimeout: patience(options.connectTimeout, LONGEST_TIMER_MS, "connectTimeout"),
    keepAlive: keepAliveSeconds(options.keepAlive),
    pingTimeout: pingTimeout(options.pingTimeout, options.keepAlive),
    order: options.order,
    writeTimeout: milliseconds(options.writeTimeout, "writeTimeout"),
    waitTimeout: milliseconds(options.waitTimeout ?? "0", "waitTimeout"),
    disconnectQuiesce: milliseconds(options.disconnectQuiesce, "disconnectQuiesce"),
    autoReconnect: options.autoReconnect,
    maxReconnectInterval: milliseconds(options.maxReconnectInterval, "maxReconnectInterval"),
    messageChannelDepth: options.messageChannelDepth,
    httpHeaders: resolveHttpHeaders(options.httpHeaders) ?? {},
  } satisfies Record<keyof ResolvedMQTTClientOptions | keyof Tuning, unknown>;
}

function tuning(given: GivenTuning): Tuning {
  const {
    maxInFlight = DEFAULT_TUNING.maxInFlight,
    reconnectDelay = DEFAULT_TUNING.reconnectDelay,
    reconnectJitter = DEFAULT_TUNING.reconnectJitter,
  } = given;
  const count = (name: string, value: number, most: number) => {
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw impossible(name, value, `an integer from 1 to ${most}`);
  };
  count("maxInFlight", maxInFlight, MOST_IN_FLIGHT);
  count("reconnectDelay", reconnectDelay, LONGEST_TIMER_MS);
  if (!(reconnectJitter >= 0 && reconnectJitter <= 1)) {
    throw impossible("reconnectJitter", reconnectJitter, "a number from 0 to 1");
  }
  return { maxInFlight, reconnectDelay, reconnectJitter };
}

function impossible(name: string, found: number, expected: string): MqttRuntimeError {
  return new MqttRuntimeError("invalid-options", `\`${name}\` of the client's context is out of bounds`, {
    found: String(found),
    expected,
  });
}

/** 0 begins with 3.1.1 and falls back to 3.1. */
function protocolLevels(version: ResolvedMQTTClientOptions["protocolVersion"]): ClientSettings["protocolVersion"] {
  return version === 0 ? [4, 3] : [version];
}

/** The misspelt form of `directoryPrefix` replaces it where it is set. */
function storeOf(store: ResolvedMQTTClientOptions["store"]): ClientSettings["store"] {
  if (store.type === "Memory") return { type: "Memory" };
  const { direcotryPrefix } = store as { readonly direcotryPrefix?: string };
  return { type: "File", directory: direcotryPrefix ?? store.directoryPrefix };
}

/** A duration in milliseconds, fractions rounded up, cut to the longest timer. The schema refuses negative ones. */
function milliseconds(duration: string, option: string): number {
  try {
    return Math.min(Math.ceil(readDuration(duration)), LONGEST_TIMER_MS);
  } catch (error) {
    throw MqttRuntimeError.from(error, "invalid-duration", "The duration cannot be read", {
      pointer: `/client/${option}`,
    });
  }
}

/** How long to wait where 0 has another meaning than "not at all". */
function patience(duration: string, insteadOfZero: number, option: string): number {
  return milliseconds(duration, option) || insteadOfZero;
}

/** MQTT has whole seconds. Rounded up, since rounding 500ms down would turn pings off. */
function keepAliveSeconds(duration: string): number {
  const seconds = Math.ceil(milliseconds(duration, "keepAlive") / 1000);
  if (seconds <= LONGEST_KEEP_ALIVE_S) return seconds;
  throw new MqttRuntimeError("invalid-options", "`keepAlive` is longer than MQTT can express", {
    pointer: "/client/keepAlive",
    found: JSON.stringify(duration),
    expected: `at most ${LONGEST_KEEP_ALIVE_S}s`,
    remedy: "Give a shorter time, or 0 for no pings at all.",
  });
}

/** 0 stands for half of `keepAlive`; of no consequence where that is 0, too. */
function pingTimeout(duration: string, keepAlive: string): number {
  return patience(duration, Math.max(keepAliveSeconds(keepAlive) * 500, 1), "pingTimeout");
}
