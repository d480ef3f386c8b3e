import type { MQTTClientOptions } from "../../generated/index.js";

/** How far an option is honoured. `full`: as documented. `native`: as far as stated, with mqtt.js's own means. */
export type SupportLevel = "full" | "native";

/** What the runtime makes of an option. */
export interface OptionSupport {
  /** How much of it there is. */
  readonly level: SupportLevel;
  /** One sentence: what it does, and for `native` what it does not do yet. */
  readonly note: string;
}

/** What this version of the runtime makes of each parameter of MQTTClientOptions. */
export const OPTION_SUPPORT: Readonly<Record<keyof MQTTClientOptions, OptionSupport>> = {
  server: { level: "full", note: "All seven schemes connect through the SDK's own transport." },
  protocolVersion: { level: "full", note: "3.1, 3.1.1, or 3.1.1 with one attempt at 3.1; the first success is kept." },
  basicAuth: { level: "full", note: "Literal or by reference." },
  tlsConfig: { level: "full", note: "Parsed once; the same for tls and wss." },
  cleanSession: {
    level: "full",
    note: "Sent in CONNECT. What is not acknowledged goes out again, in a clean session as something new.",
  },
  store: {
    level: "full",
    note: "Memory, or File: a log that is synced before a message counts as stored, or is sent.",
  },
  resumeSubs: {
    level: "full",
    note: "(Un)subscriptions wait for a connection, and with the store File for the next process.",
  },
  connectTimeout: { level: "full", note: "Covers the socket, TLS, WebSocket and CONNACK of each attempt." },
  keepAlive: { level: "full", note: "A ping after silence in either direction." },
  pingTimeout: { level: "full", note: "Any value; 0 is half of keepAlive." },
  order: {
    level: "full",
    note: "Handlers run one by one, or up to 16 side by side; 1,000 calls wait, then the broker is held back.",
  },
  writeTimeout: { level: "full", note: "A connection whose bytes do not leave is dropped." },
  waitTimeout: { level: "full", note: "The promise fails, the message stays in flight." },
  disconnectQuiesce: { level: "full", note: "Waits for what is in flight, then sends DISCONNECT." },
  autoReconnect: { level: "full", note: "After a first success only." },
  maxReconnectInterval: { level: "full", note: "1 s, doubled up to this; starts over after a link of 5 s." },
  messageChannelDepth: { level: "full", note: "So many messages wait while the link is down; further ones fail." },
  httpHeaders: { level: "full", note: "One line per value in the WebSocket handshake." },
};
