import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { observe, type Observer } from "../support/observer.js";
import { linkYaml, runCli, startCli, writeFiles } from "./run-cli.js";

let broker: EmbeddedBroker;
let sender: Observer;

beforeAll(async () => {
  broker = await startEmbeddedBroker({ tcp: true, refusedFilters: "refused/" });
  sender = await observe(broker.url("tcp"), "wills/#");
});

afterAll(async () => {
  await sender.end();
  await broker.close();
});

interface LinkOptions {
  readonly topic?: string;
  readonly client?: readonly string[];
  readonly message?: readonly string[];
}

function link(name: string, more: LinkOptions = {}): string {
  return writeFiles({ "link.yaml": linkYaml({ name, server: broker.url("tcp"), ...more }) })["link.yaml"];
}

test("messages are printed until the count is reached", async () => {
  const running = startCli(["subscribe", link("count"), "--count", "2"]);
  await running.printed("stderr", "subscribed to test/default/count, as DeviceLink default/count would be\n");
  await sender.publish("test/default/count", '{"t":1}');
  await sender.publish("test/default/count", "two");
  const { code, stdout } = await running.result;
  expect(stdout).toBe('test/default/count {"t":1}\ntest/default/count two\n');
  expect(code).toBe(0);
});

test("--json prints an object a line; bytes that are no text in base64", async () => {
  await sender.publish("test/default/json", "a\nb", { retain: true });
  const argv = ["subscribe", link("json"), "--json", "--count", "1"];
  const { stdout } = await runCli(argv);
  expect(stdout.split("\n").length).toBe(2);
  expect(JSON.parse(stdout)).toEqual({ topic: "test/default/json", qos: 1, retained: true, payload: "a\nb" });
  await sender.publish("test/default/json", Buffer.from([0xff, 0x00]) as unknown as string, { retain: true });
  expect(JSON.parse((await runCli(argv)).stdout)).toMatchObject({ payloadBase64: "/wA=" });
});

test("a message stays on its line and does not drive the terminal", async () => {
  await sender.publish("test/default/escape", "a\nb\u001b[31mc\u009bd\u00fc", { retain: true });
  const { stdout } = await runCli(["subscribe", link("escape"), "--count", "1"]);
  expect(stdout).toBe("test/default/escape a\\nb\\u001b[31mc\\u009bd\u00fc\n");
});

test("the read operator renders the topic, --qos is what is granted", async () => {
  await sender.publish("status/x", "1", { retain: true, qos: 2 });
  const file = link("x", { topic: ":operator/:name", message: ["operator: {read: status, write: set}"] });
  const { stdout } = await runCli(["subscribe", file, "--count", "1", "--qos", "0", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ topic: "status/x", qos: 0 });
});

describe("the end", () => {
  test("by a signal is no failure without --count", async () => {
    const running = startCli(["subscribe", link("signal")]);
    await running.printed("stderr", "subscribed to");
    running.stop("SIGTERM");
    expect((await running.result).code).toBe(0);
  });

  test("by a signal before --count is 130", async () => {
    const running = startCli(["subscribe", link("signal"), "--count", "1"]);
    await running.printed("stderr", "subscribed to");
    running.stop("SIGINT");
    expect((await running.result).code).toBe(130);
  });

  test("by --timeout is no failure without --count", async () => {
    expect((await runCli(["subscribe", link("time"), "--timeout", "50ms"])).code).toBe(0);
  });

  test("by --timeout before --count is 4", async () => {
    const { code, stderr } = await runCli(["subscribe", link("time"), "--timeout", "50ms", "--count", "1"]);
    expect(stderr).toContain("octopus-mqtt: error too-few-messages: 0 of 1 messages arrived within 50ms");
    expect(code).toBe(4);
  });

  test("by the broker is 4 with autoReconnect off", async () => {
    const own = await startEmbeddedBroker({ tcp: true });
    const file = link("lost", { client: ["autoReconnect: false"] });
    const running = startCli(["subscribe", file, "--server", own.url("tcp")]);
    await running.printed("stderr", "subscribed to");
    await own.close();
    const { code, stderr } = await running.result;
    expect(stderr).toContain("octopus-mqtt: error connection-lost: ");
    expect(code).toBe(4);
  });
});

test("a lost connection is told, and renewed", async () => {
  const own = await startEmbeddedBroker({ tcp: true });
  const address = own.url("tcp");
  const port = Number(address.split(":").at(-1));
  const running = startCli(["subscribe", link("again"), "--server", address, "--count", "1"]);
  await running.printed("stderr", "subscribed to");
  await own.close();
  await running.printed("stderr", "note: the connection was lost: ");
  const next = await startEmbeddedBroker({ tcp: { port } });
  await running.printed("stderr", "note: connected again");
  const other = await observe(address, "none");
  await other.publish("test/default/again", "1", { retain: true });
  const { code, stdout } = await running.result;
  expect([code, stdout]).toEqual([0, "test/default/again 1\n"]);
  await other.end();
  await next.close();
});

test("a refused subscription is 4, a refused connection 3", async () => {
  const refused = await runCli(["subscribe", link("r", { topic: "refused/:name" })]);
  expect(refused.stderr).toContain("octopus-mqtt: error subscription-refused: ");
  expect(refused.code).toBe(4);
  const own = await startEmbeddedBroker({ tcp: true, refuseWith: 5 });
  const { code, stderr } = await runCli(["subscribe", link("r"), "--server", own.url("tcp")]);
  expect(stderr).toContain("octopus-mqtt: error connection-refused: ");
  expect(code).toBe(3);
  await own.close();
});

test("looking on does not disturb the device, nor speak for it", async () => {
  const file = link("device", { topic: "wills/:name", message: ["will: {content: b2Zm}"] });
  const device = startCli(["publish", file]);
  await device.printed("stderr", "connected as");
  const onlooker = startCli(["subscribe", file, "--count", "1"]);
  await onlooker.printed("stderr", "subscribed to");
  device.stdin.end("1\n");
  expect((await device.result).stderr).not.toContain("lost");
  expect((await onlooker.result).stdout).toBe("wills/device 1\n");
  expect((await sender.next()).topic).toBe("wills/device");
});

test("a closed stdout ends it quietly", async () => {
  const running = startCli(["subscribe", link("epipe"), "--count", "5"]);
  await running.printed("stderr", "subscribed to");
  running.stop("EPIPE");
  const { code, stderr } = await running.result;
  expect([code, stderr.split("\n").length]).toEqual([0, 2]);
});
