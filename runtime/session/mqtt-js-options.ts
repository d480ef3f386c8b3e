import type { IClientOptions } from "mqtt";
import type { ClientSettings } from "./client-settings.js";
import type { Will } from "../options/will.js";

/** Who connects, and with which version of MQTT. */
export interface Identity {
  readonly clientId: string;
  /** Protocol level: 3 is MQTT 3.1, 4 is 3.1.1. */
  readonly level: 3 | 4;
}

/** What mqtt.js is given in place of parts of its own. */
export type MqttJsParts = Required<Pick<IClientOptions, "messageIdProvider" | "outgoingStore" | "incomingStore">>;

/**
 * The options of the mqtt.js client. What mqtt.js cannot do as the options mean it, it is told not to do: addresses,
 * TLS and HTTP headers are the transport's, pinging, back-off, waiting and re-subscribing the session's.
 *
 * Every property that mqtt.js would add is named, and all of them in one literal: the objects of all clients then have
 * one layout, where each would have a table of its own, a kilobyte long.
 */
export function mqttJsOptions(
  settings: ClientSettings,
  identity: Identity,
  will: Will | undefined,
  { messageIdProvider, outgoingStore, incomingStore }: MqttJsParts,
): IClientOptions {
  return {
    clientId: identity.clientId,
    protocolVersion: identity.level,
    // With its own name a 3.1 CONNECT is malformed (MQTT 3.1, section 3.1).
    protocolId: identity.level === 3 ? "MQIsdp" : "MQTT",
    username: settings.basicAuth?.username,
    password: settings.basicAuth?.password,
    clean: settings.cleanSession,
    connectTimeout: settings.connectTimeout,
    keepalive: settings.keepAlive,
    will,
    manualConnect: true,
    // Set once the first attempt has succeeded.
    reconnectPeriod: 0,
    // Without it a broker that refuses once, while it restarts, ends reconnecting for good.
    reconnectOnConnackError: true,
    reschedulePings: true,
    resubscribe: false,
    subscribeBatchSize: undefined,
    // It builds a table of all 65,536 numbers, which costs 20 ms and 13 MB at start.
    writeCache: false,
    timerVariant: SILENT_TIMER,
    messageIdProvider,
    outgoingStore,
    incomingStore,
    customHandleAcks: undefined,
    log: undefined,
    // The type of mqtt.js has no `undefined` for what is not there, its code takes the one for the other.
  } satisfies { [K in keyof IClientOptions]: IClientOptions[K] | undefined } as object;
}

/** Mutes mqtt.js's own pinger; see keep-alive.ts. */
const SILENT_TIMER = { set: () => 0, clear: () => undefined };
