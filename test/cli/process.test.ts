import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { observe, type Observer } from "../support/observer.js";
import { linkYaml, writeFiles } from "./run-cli.js";
import { type ScriptProcess, spawnScript } from "./spawn-script.js";

let broker: EmbeddedBroker;
let observer: Observer;
let file: string;

beforeAll(async () => {
  broker = await startEmbeddedBroker({ tcp: true });
  observer = await observe(broker.url("tcp"), "test/#");
  const message = ["will: {content: b2Zm}"];
  file = writeFiles({ "link.yaml": linkYaml({ server: broker.url("tcp"), message }) })["link.yaml"];
});

afterAll(async () => {
  await observer.end();
  await broker.close();
});

function octopusMqtt(...argv: string[]): ScriptProcess {
  return spawnScript("runtime/cli/bin.ts", argv);
}

test("statuses come through a pipe, one by one; it ends when the pipe does", async () => {
  const publish = octopusMqtt("publish", file);
  publish.child.stdin.write("1\n");
  expect((await observer.next()).payload.toString()).toBe("1");
  publish.child.stdin.end("2");
  expect((await observer.next()).payload.toString()).toBe("2");
  expect(await publish.result).toEqual({
    code: 0,
    signal: null,
    stdout: "test/default/one 1 bytes\ntest/default/one 1 bytes\n",
    stderr: "connected as DeviceLink default/one; publishing to test/default/one\n",
  });
});

test("DEBUG=mqttjs* shows what mqtt.js says of what it does", async () => {
  vi.stubEnv("DEBUG", "mqttjs*");
  const publish = octopusMqtt("publish", file);
  vi.unstubAllEnvs();
  publish.child.stdin.end("1");
  expect((await observer.next()).payload.toString()).toBe("1");
  const { code, stderr } = await publish.result;
  expect(code).toBe(0);
  expect(stderr).toContain("mqttjs:client");
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends publish with %i, its stdin still open, and without the will", async (signal, code) => {
  const publish = octopusMqtt("publish", file);
  await publish.printed("stderr", "connected as");
  publish.child.kill(signal);
  expect((await publish.result).code).toBe(code);
  await observer.publish("test/end", "x");
  expect((await observer.next()).topic).toBe("test/end");
});

test("SIGKILL lets the broker send the will, so the tests above can fail", async () => {
  const publish = octopusMqtt("publish", file);
  await publish.printed("stderr", "connected as");
  publish.child.kill("SIGKILL");
  expect((await observer.next()).topic).toBe("test/default/one/$will");
  await publish.result;
});

test("SIGTERM ends subscribe with 0", async () => {
  const subscribe = octopusMqtt("subscribe", file);
  await subscribe.printed("stderr", "subscribed to");
  subscribe.child.kill("SIGTERM");
  expect(await subscribe.result).toMatchObject({ code: 0, signal: null });
});

test("a reader that goes away ends subscribe quietly", async () => {
  const subscribe = octopusMqtt("subscribe", file);
  await subscribe.printed("stderr", "subscribed to");
  subscribe.child.stdout.destroy();
  await observer.publish("test/default/one", "x", { retain: true });
  const { code, stderr } = await subscribe.result;
  expect(stderr).toBe("subscribed to test/default/one, as DeviceLink default/one would be\n");
  expect(code).toBe(0);
});

test("a file is read from stdin, and its problems are the output; a pipe gets no colours", async () => {
  const validate = octopusMqtt("validate", "-");
  validate.child.stdin.end(linkYaml({ client: ["kepAlive: 1s"] }));
  const { code, stdout, stderr } = await validate.result;
  expect(stdout).toMatch(/^<stdin>:15:13: error unknown-field: /);
  expect(stdout).not.toContain("\u001b");
  expect([code, stderr]).toEqual([1, ""]);
});
