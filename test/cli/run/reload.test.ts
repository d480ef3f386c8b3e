import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../../runtime/demo/embedded-broker.js";
import { freePort } from "../../support/free-port.js";
import { observe, type Observer } from "../../support/observer.js";
import { deviceYaml, runCli } from "../run-cli.js";
import { type RunningDaemon, startDaemon } from "./running-daemon.js";

let broker: EmbeddedBroker;
let observer: Observer;

beforeAll(async () => {
  broker = await startEmbeddedBroker({ tcp: true });
  observer = await observe(broker.url("tcp"), "test/#");
});

afterAll(async () => {
  await observer.end();
  await broker.close();
});

function device(number: number, topic = "test/:namespace/:name"): string {
  const message = [`will: {content: ${Buffer.from("gone").toString("base64")}}`];
  return deviceYaml(number, { server: broker.url("tcp"), topic, message });
}

function put(daemon: RunningDaemon, number: number, status: unknown): void {
  daemon.cli.stdin.write(`${JSON.stringify({ device: `default/device-${number}`, status })}\n`);
}

async function nextText(): Promise<string> {
  const { topic, payload } = await observer.next();
  return `${topic} ${payload.toString()}`;
}

function connects(daemon: RunningDaemon, number: number): number {
  return daemon.log().filter(({ msg, device }) => device === `default/device-${number}` && msg.endsWith(": connected"))
    .length;
}

test("files are changed, added and removed: only the devices concerned are touched", async () => {
  const daemon = await startDaemon({ "1.yaml": device(1), "2.yaml": device(2) }, [], { statuses: "-" });
  await daemon.health(({ devices }) => devices.connected === 2);
  daemon.write("1.yaml", device(1, "test/moved/:name"));
  daemon.write("3.json", JSON.stringify({ kind: "List", apiVersion: "v1", items: [] }));
  daemon.write("4.yml", device(4));
  daemon.write(".5.yaml", device(5));
  daemon.remove("2.yaml");
  await daemon.logged(({ msg, device }) => device === "default/device-1" && msg === "reconfigured");
  await daemon.logged(({ msg, device }) => device === "default/device-4" && msg.endsWith(": connected"));
  await daemon.health(({ devices }) => devices.total === 2 && devices.connected === 2);
  // The broker ends the old connection of a client that connects again, and that publishes its will (MQTT 3.1.1, 3.1.4).
  expect(await nextText()).toBe("test/default/device-1/$will gone");
  put(daemon, 1, "moved");
  expect(await nextText()).toBe('test/moved/device-1 "moved"');
  put(daemon, 2, "gone");
  await daemon.logged(({ code }) => code === "unknown-device");
  put(daemon, 4, "new");
  expect(await nextText()).toBe('test/default/device-4 "new"');
  expect([connects(daemon, 1), connects(daemon, 2), connects(daemon, 4)]).toEqual([2, 1, 1]);
  await daemon.stop();
  // A device that is removed, and one that is stopped, says goodbye.
  await observer.publish("test/end", "");
  expect(await nextText()).toBe("test/end ");
});

test("an edit with errors keeps the old client running, and /healthz says where the errors are, until they are mended", async () => {
  const daemon = await startDaemon({ "1.yaml": device(1) }, [], { statuses: "-" });
  await daemon.health(({ status }) => status === "ok");
  daemon.write("1.yaml", device(1).replace("server:", "sever:"));
  const health = await daemon.health(({ status }) => status === "degraded");
  expect(health.problems.map(({ code }) => code)).toEqual(["missing-field", "unknown-field"]);
  expect(health.devices).toEqual({ total: 1, connected: 1 });
  await daemon.logged(({ code, level }) => code === "missing-field" && level === "error");
  put(daemon, 1, 1);
  expect(await nextText()).toBe("test/default/device-1 1");
  // Half a file is what an editor may show for a moment.
  daemon.write("1.yaml", device(1).slice(0, device(1).indexOf("endpoint: MJ")));
  await daemon.health(({ problems }) => problems.some(({ code }) => code === "yaml-syntax"));
  put(daemon, 1, 2);
  expect(await nextText()).toBe("test/default/device-1 2");
  expect(connects(daemon, 1)).toBe(1);
  daemon.write("1.yaml", device(1));
  await daemon.health(({ status }) => status === "ok");
  await daemon.logged(({ msg }) => msg === "problems of the manifests were mended");
  expect(connects(daemon, 1)).toBe(1);
  await daemon.stop();
});

test("an edit to a broker that cannot be reached leaves the device where it is, until it can", async () => {
  const port = await freePort();
  const daemon = await startDaemon({ "1.yaml": device(1) }, [], { statuses: "-" });
  await daemon.health(({ status }) => status === "ok");
  const moved = deviceYaml(1, { server: `tcp://127.0.0.1:${port}`, topic: "test/moved/:name" });
  daemon.write("1.yaml", moved);
  const { devices, troubled } = await daemon.health(({ status }) => status === "degraded");
  expect(devices).toEqual({ total: 1, connected: 1 });
  expect(troubled).toMatchObject([{ device: "default/device-1", state: "connected", code: "connection-failed" }]);
  put(daemon, 1, "here");
  expect(await nextText()).toBe('test/default/device-1 "here"');
  const other = await startEmbeddedBroker({ tcp: { port } });
  const listener = await observe(other.url("tcp"), "test/#");
  await daemon.logged(({ msg }) => msg === "reconfigured");
  await daemon.health(({ status }) => status === "ok");
  put(daemon, 1, "there");
  const { topic, payload } = await listener.next();
  expect(`${topic} ${payload.toString()}`).toBe('test/moved/device-1 "there"');
  const { text } = await daemon.page("/metrics");
  for (const server of [broker.url("tcp"), other.url("tcp")]) {
    expect(text).toContain(`octopus_mqtt_statuses_acknowledged_total{broker="${server}"} 1`);
  }
  await daemon.stop();
  await listener.end();
  await other.close();
});

test("another store, or another name for a UID, is another client", async () => {
  const daemon = await startDaemon({ "1.yaml": device(1) }, [], { statuses: "-" });
  await daemon.health(({ status }) => status === "ok");
  const folder = mkdtempSync(join(tmpdir(), "octopus-mqtt-store-"));
  const text = device(1).replace("client:", `client:\n            store: {type: File, directoryPrefix: ${folder}}`);
  daemon.write("1.yaml", text.replace("name: device-1", "name: renamed"));
  await daemon.logged(({ msg, device }) => msg === "started" && device === "default/renamed");
  daemon.cli.stdin.write('{"device":"default/renamed","status":1}\n');
  expect(await nextText()).toBe("test/default/renamed 1");
  expect(readdirSync(folder).length).toBe(1);
  await daemon.stop();
});

test("two files that name one UID are refused, both named; the one that ran goes on", async () => {
  const daemon = await startDaemon({ "a.yaml": device(1) }, [], { statuses: "-" });
  await daemon.health(({ devices }) => devices.connected === 1);
  daemon.write("b.yaml", device(1, "test/other"));
  daemon.write("c.yaml", device(3));
  daemon.write("d.yaml", device(3, "test/other"));
  const { problems, devices } = await daemon.health(({ problems }) => problems.length === 4);
  expect(devices).toEqual({ total: 1, connected: 1 });
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["uid-twice"]));
  expect(problems[0]?.file).toContain("a.yaml");
  expect(problems[0]?.message).toContain("b.yaml:1");
  put(daemon, 1, 1);
  expect(await nextText()).toBe("test/default/device-1 1");
  await daemon.stop();
});

test("a broker that is not there is tried until it is; statuses wait", async () => {
  const port = await freePort();
  const server = `tcp://127.0.0.1:${port}`;
  const daemon = await startDaemon({ "1.yaml": deviceYaml(1, { server }) }, [], { statuses: "-" });
  put(daemon, 1, "early");
  const { troubled } = await daemon.health((health) => health.troubled[0]?.code !== undefined);
  expect(troubled).toMatchObject([{ device: "default/device-1", state: "idle", code: "connection-failed" }]);
  expect((await daemon.page("/readyz")).status).toBe(200);
  const late = await startEmbeddedBroker({ tcp: { port } });
  const listener = await observe(server, "test/#");
  expect((await listener.next()).payload.toString()).toBe('"early"');
  await daemon.health(({ status }) => status === "ok");
  await daemon.stop();
  await listener.end();
  await late.close();
});

test("wrong usage is told at once", async () => {
  expect(await runCli(["run"])).toMatchObject({ code: 2 });
  expect((await runCli(["run", ".", "--listen", "9464"])).stderr).toContain("Expected HOST:PORT");
  expect((await runCli(["run", ".", "--min-interval", "soon"])).stderr).toContain("Expected a duration");
  const daemon = await startDaemon({});
  const { address } = await daemon.logged(({ msg }) => msg.startsWith("serving"));
  const second = await runCli(["run", daemon.folder, "--listen", String(address)]);
  expect(second).toMatchObject({ code: 2, stdout: "" });
  expect(second.stderr).toContain("listen-failed");
  await daemon.stop();
});
