import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { Aedes } from "aedes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { type ScriptProcess, spawnScript } from "../cli/spawn-script.js";

const DEVICES = [
  "default/case1",
  "default/case2",
  "default/case3",
  "default/case4",
  "waterworks/modbus-pump",
  "factory/opcua-press",
  "greenhouse/xiaomi-thermometer",
];

function demo(...argv: string[]): ScriptProcess {
  return spawnScript("runtime/demo/start.ts", argv);
}

/** Published and received statuses and the retained column of each device, as the summary has them. */
function summary(stdout: string): Map<string, { published: number; received: number; retained: string }> {
  const rows = stdout.matchAll(/^(\S+\/\S+) +(\d+) +(\d+) +(\w+)$/gm);
  return new Map(
    Array.from(rows, ([, device = "", published, received, retained = ""]) => [
      device,
      { published: Number(published), received: Number(received), retained },
    ]),
  );
}

test("--for ends it: every device's statuses have arrived, the exit code is 0", async () => {
  const { code, stdout, stderr } = await demo("--for", "2s", "--interval", "200ms").result;
  const devices = summary(stdout);
  expect([...devices.keys()]).toEqual(DEVICES);
  for (const [device, { published, received, retained }] of devices) {
    expect(received).toBeGreaterThanOrEqual(1);
    expect(received).toBe(published);
    expect(retained).toBe(device === "factory/opcua-press" ? "no" : "yes");
    expect(stdout.split("\n").filter((line) => line.includes(`  ${device} `)).length).toBe(received);
  }
  expect(stdout).toContain("cattle.io/octopus/device/region/ap/014997f5-1f12-498b-8631-d2f22920e20a");
  expect(stdout).toMatch(/\nAll \d+ statuses arrived\.\n$/);
  expect(stdout).not.toContain("\u001b");
  expect([code, stderr]).toEqual([0, ""]);
});

describe("on a broker of one's own", () => {
  let broker: EmbeddedBroker;
  beforeAll(async () => {
    broker = await startEmbeddedBroker({ tcp: true });
  });
  afterAll(() => broker.close());

  test.each(["SIGINT", "SIGTERM"] as const)("%s ends it as --for does", async (signal) => {
    const running = demo("--broker", broker.url("tcp"), "--interval", "100ms");
    for (const device of DEVICES) await running.printed("stdout", `  ${device} `);
    running.child.kill(signal);
    const { code, stdout } = await running.result;
    expect(stdout).toMatch(/\nAll \d+ statuses arrived\.\n$/);
    expect(code).toBe(0);
  });
});

test("statuses that do not arrive are told, and the exit code is 1", async () => {
  // A broker that takes what case1 publishes, and hands it to nobody.
  const aedes = await Aedes.createBroker({
    authorizeForward: (_client, packet) => (packet.topic.endsWith("/case1") ? null : packet),
  });
  const server = createServer((socket) => aedes.handle(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { code, stdout, stderr } = await demo("--broker", `tcp://127.0.0.1:${port}`, "--for", "500ms").result;
  const { published = 0, ...case1 } = summary(stdout).get("default/case1") ?? {};
  expect(case1).toEqual({ received: 0, retained: "missing" });
  expect(stdout).toMatch(new RegExp(`\n${published} of ${7 * published} statuses did not arrive\\.\n$`));
  expect([code, stderr]).toEqual([1, ""]);
  await new Promise<void>((resolve) => {
    aedes.close(resolve);
  });
  server.close();
});

test("a broker that is not there is told, and the exit code is 1", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await once(server.close(), "close");
  const { code, stderr } = await demo("--broker", `tcp://127.0.0.1:${port}`).result;
  expect(stderr).toMatch(/^The demo failed: .*ECONNREFUSED/);
  expect(code).toBe(1);
});

test.each([
  [["--for", "soon"], "invalid-duration"],
  [["--for", "0s"], "out of range"],
  [["--interval", "-1s"], "--interval"],
  [["--fro", "1s"], "Unknown option '--fro'"],
])("%j is wrong usage", async (argv, says) => {
  const { code, stderr } = await demo(...argv).result;
  expect(stderr).toContain(says);
  expect(stderr).toContain("Usage: npm start");
  expect(code).toBe(2);
});

test("--help", async () => {
  const { code, stdout } = await demo("--help").result;
  expect(stdout).toContain("Usage: npm start");
  expect(code).toBe(0);
});
