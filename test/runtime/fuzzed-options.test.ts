import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createClient, mapResolver, MqttRuntimeError } from "../../runtime/index.js";
import { OptionsValidationError } from "../../generated/index.js";
import { connack, startScriptedBroker } from "../support/scripted-broker.js";
import { link } from "../support/test-client.js";

const text = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "-1s",
    "1.5s",
    "1e9h",
    "2147483648ms",
    "a/#",
    "../..",
    "\u0000",
    "::",
    "\ud800",
    "null",
    "true",
  ),
  fc.string(),
  fc.string({ unit: "binary" }),
);
const anything = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 2 }),
  fc.object({ maxDepth: 2 }),
);
const NAMES = {
  client: [
    "protocolVersion",
    "basicAuth",
    "tlsConfig",
    "cleanSession",
    "resumeSubs",
    "connectTimeout",
    "keepAlive",
    "pingTimeout",
    "order",
    "writeTimeout",
    "waitTimeout",
    "disconnectQuiesce",
    "autoReconnect",
    "maxReconnectInterval",
    "messageChannelDepth",
    "httpHeaders",
    "clientId",
    "__proto__",
  ],
  message: ["topic", "will", "qos", "retained", "path", "operator", "constructor"],
} as const;
const values = new Map<string, fc.Arbitrary<unknown>>(
  Object.entries({
    protocolVersion: fc.constantFrom(0, 3, 4, 5),
    basicAuth: fc.record({ username: text, password: text }),
    httpHeaders: fc.dictionary(text, fc.array(text, { maxLength: 3 }), { maxKeys: 3 }),
    messageChannelDepth: fc.integer({ min: -2, max: 70_000 }),
    will: fc.record({ topic: text, content: text }, { requiredKeys: ["content"] }),
    operator: fc.record({ read: text, write: text }, { requiredKeys: [] }),
    keepAlive: fc.constantFrom("0", "1ns", "1s", "65535s", "65536s", "-1s"),
  }),
);

function part(names: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(names.map((name) => [name, fc.oneof(values.get(name) ?? text, anything)]));
  return fc.record(fields, { requiredKeys: [] });
}

test("options that are wrong fail with a typed error and open no connection; others make a CONNECT that a broker can read", async () => {
  const broker = await startScriptedBroker((packet, { send }) => {
    if (packet.cmd === "connect") send(connack(0));
  });
  let strays = 0;
  const trap = createServer(() => (strays += 1)).listen(0, "127.0.0.1");
  await once(trap, "listening");
  const trapUrl = `tcp://127.0.0.1:${(trap.address() as AddressInfo).port}`;
  let accepted = 0;
  const references = mapResolver({});
  const attempt = async (client: Record<string, unknown>, message: Record<string, unknown>) => {
    const options = { client: { ...client, server: broker.url }, message: { topic: "a", ...message } };
    const made = await createClient(options, { link, references }).catch((error: unknown) => error);
    if (made instanceof Error) {
      expect(made instanceof OptionsValidationError || made instanceof MqttRuntimeError, String(made)).toBe(true);
      // Wrong for one server is wrong for any.
      await createClient({ ...options, client: { ...options.client, server: trapUrl } }, { link, references }).catch(
        () => undefined,
      );
      return;
    }
    const valid = made as Awaited<ReturnType<typeof createClient>>;
    const before = broker.packets.length;
    await valid.connect();
    expect(broker.packets[before]).toMatchObject({ cmd: "connect", clean: valid.mqtt?.options.clean });
    accepted += 1;
    await valid.disconnect();
  };
  await fc.assert(fc.asyncProperty(part(NAMES.client), part(NAMES.message), attempt), { numRuns: 500 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...NAMES.client), part(NAMES.client), (name, client) =>
      attempt({ [name]: client[name] }, {}),
    ),
    { numRuns: 500 },
  );
  expect(strays).toBe(0);
  expect(accepted).toBeGreaterThan(20);
  await Promise.all([broker.close(), once(trap.close(), "close")]);
}, 60_000);
