import { describe, expect, test } from "vitest";
import { parseMQTTOptions, type MQTTClientOptions } from "../../../generated/index.js";
import { clientSettings, type Tuning } from "../../../runtime/session/client-settings.js";
import { IncomingStore } from "../../../runtime/session/incoming-store.js";
import { mqttJsOptions } from "../../../runtime/session/mqtt-js-options.js";
import { outgoingStore } from "../../../runtime/session/outgoing-store.js";
import { PacketIds } from "../../../runtime/session/packet-ids.js";
import { MemoryStore } from "../../../runtime/session/store/memory-store.js";

function settingsOf(client: Partial<MQTTClientOptions>, given: Partial<Tuning> = {}) {
  const options = parseMQTTOptions({ client: { server: "tcp://localhost", ...client }, message: { topic: "a" } });
  return clientSettings(options.client, undefined, given);
}

const NEVER = 2_147_483_647;

describe("client settings", () => {
  test("of the defaults", async () => {
    const { server, tlsConfig, ...rest } = await settingsOf({});
    expect(server).toMatchObject({ kind: "tcp", host: "localhost", port: 1883 });
    expect(tlsConfig.rejectUnauthorized).toBe(true);
    expect(rest).toEqual({
      protocolVersion: [4, 3],
      basicAuth: undefined,
      cleanSession: true,
      store: { type: "Memory" },
      resumeSubs: false,
      connectTimeout: 30_000,
      keepAlive: 10,
      pingTimeout: 10_000,
      order: true,
      writeTimeout: 30_000,
      waitTimeout: 0,
      disconnectQuiesce: 5_000,
      autoReconnect: true,
      maxReconnectInterval: 600_000,
      messageChannelDepth: 100,
      httpHeaders: {},
      maxInFlight: 20,
      reconnectDelay: 1_000,
      reconnectJitter: 0,
    });
  });

  const cases: readonly (readonly [Partial<MQTTClientOptions>, object])[] = [
    [{ protocolVersion: 3 }, { protocolVersion: [3] }],
    [{ protocolVersion: 4 }, { protocolVersion: [4] }],
    [{ basicAuth: { username: "u", password: "p" } }, { basicAuth: { username: "u", password: "p" } }],
    [{ resumeSubs: true }, { resumeSubs: false }],
    [
      { resumeSubs: true, cleanSession: false },
      { resumeSubs: true, cleanSession: false },
    ],
    [{ store: { type: "File" } }, { store: { type: "File", directory: "/var/run/octopus/mqtt" } }],
    [{ store: { type: "File", directoryPrefix: "/a" } }, { store: { type: "File", directory: "/a" } }],
    [{ store: { type: "File", direcotryPrefix: "/b" } }, { store: { type: "File", directory: "/b" } }],
    [{ connectTimeout: "0" }, { connectTimeout: NEVER }],
    [{ connectTimeout: "600h" }, { connectTimeout: NEVER }],
    [{ connectTimeout: "1us" }, { connectTimeout: 1 }],
    [{ connectTimeout: "1.5ms" }, { connectTimeout: 2 }],
    [{ connectTimeout: "2147483648ms" }, { connectTimeout: NEVER }],
    [{ keepAlive: "0" }, { keepAlive: 0 }],
    [{ keepAlive: "1ms" }, { keepAlive: 1 }],
    [{ keepAlive: "1.5s" }, { keepAlive: 2 }],
    [{ keepAlive: "65535s" }, { keepAlive: 65_535 }],
    [{ pingTimeout: "0", keepAlive: "8s" }, { pingTimeout: 4_000 }],
    [{ pingTimeout: "0", keepAlive: "0" }, { pingTimeout: 1 }],
    [{ pingTimeout: "1ns" }, { pingTimeout: 1 }],
    [{ pingTimeout: "600h" }, { pingTimeout: NEVER }],
    [{ writeTimeout: "0" }, { writeTimeout: 0 }],
    [{ writeTimeout: "1ns" }, { writeTimeout: 1 }],
    [{ writeTimeout: "600h" }, { writeTimeout: NEVER }],
    [{ waitTimeout: "1m" }, { waitTimeout: 60_000 }],
    [{ waitTimeout: "0" }, { waitTimeout: 0 }],
    [{ waitTimeout: "0.1ms" }, { waitTimeout: 1 }],
    [{ waitTimeout: "600h" }, { waitTimeout: NEVER }],
    [{ disconnectQuiesce: "0" }, { disconnectQuiesce: 0 }],
    [{ disconnectQuiesce: "1000h" }, { disconnectQuiesce: NEVER }],
    [{ maxReconnectInterval: "1h" }, { maxReconnectInterval: 3_600_000 }],
    [{ maxReconnectInterval: "600h" }, { maxReconnectInterval: NEVER }],
    [{ messageChannelDepth: 0 }, { messageChannelDepth: 0 }],
    [{ server: "ws://localhost", httpHeaders: { "X-A": ["1", "2"] } }, { httpHeaders: { "X-A": ["1", "2"] } }],
  ];
  test.each(cases)("of %j", async (client, settings) => {
    expect(await settingsOf(client)).toMatchObject(settings);
  });

  test("a directory under its misspelt name is the same directory", async () => {
    for (const name of ["directoryPrefix", "direcotryPrefix"]) {
      const { store } = await settingsOf({ cleanSession: false, store: { type: "File", [name]: "/var/lib/here" } });
      expect(store).toEqual({ type: "File", directory: "/var/lib/here" });
    }
  });

  const durations = [
    "connectTimeout",
    "keepAlive",
    "pingTimeout",
    "writeTimeout",
    "waitTimeout",
    "disconnectQuiesce",
    "maxReconnectInterval",
  ] as const;
  test.each(durations)("a negative %s, or one that is no duration, is refused", (option) => {
    for (const value of ["-1ns", "-5s", "", "5", "1.5", "5 s", "1d", "Infinity", 5]) {
      expect(() => settingsOf({ [option]: value })).toThrow(new RegExp(`/client/${option}`));
    }
  });

  test("what the context says beside the options is checked", async () => {
    expect(await settingsOf({}, { reconnectDelay: 10, reconnectJitter: 0.1 })).toMatchObject({
      reconnectDelay: 10,
      reconnectJitter: 0.1,
    });
    for (const wrong of [
      { reconnectDelay: 0 },
      { reconnectDelay: 0.5 },
      { reconnectJitter: 1.1 },
      { reconnectJitter: NaN },
    ])
      await expect(settingsOf({}, wrong)).rejects.toThrow(/^invalid-options: `reconnect\w+` of the client's context/);
  });

  test("a duration that does not fit 64 bits says which option it is", async () => {
    await expect(settingsOf({ writeTimeout: "9999999h" })).rejects.toThrow(/^invalid-duration: /);
  });
});

describe("the options of mqtt.js", () => {
  test("have nothing that mqtt.js would do in its own way", async () => {
    const settings = await settingsOf({ basicAuth: { username: "u", password: "p:q" } });
    const parts = {
      messageIdProvider: new PacketIds(),
      outgoingStore,
      incomingStore: new IncomingStore(new MemoryStore()).forMqttJs,
    };
    const { timerVariant, ...options } = mqttJsOptions(settings, { clientId: "id", level: 4 }, undefined, parts);
    expect(timerVariant).toBeTypeOf("object");
    expect(options).toEqual({
      clientId: "id",
      protocolVersion: 4,
      protocolId: "MQTT",
      username: "u",
      password: "p:q",
      clean: true,
      connectTimeout: 30_000,
      keepalive: 10,
      manualConnect: true,
      reconnectPeriod: 0,
      reconnectOnConnackError: true,
      reschedulePings: true,
      resubscribe: false,
      writeCache: false,
      ...parts,
    });
  });
});
