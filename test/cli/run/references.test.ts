import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../../runtime/demo/embedded-broker.js";
import { deviceYaml } from "../run-cli.js";
import { type RunningDaemon, startDaemon } from "./running-daemon.js";

let broker: EmbeddedBroker;
let users: Record<string, string>;
let folder: string;

beforeEach(async () => {
  users = { someone: "first" };
  broker = await startEmbeddedBroker({ tcp: true, users });
  folder = mkdtempSync(join(tmpdir(), "octopus-mqtt-references-"));
});

afterEach(() => broker.close());

const LOGIN = "basicAuth: {username: someone, passwordRef: {name: login, item: password}}";
const device = (number: number, login = LOGIN) => deviceYaml(number, { server: broker.url("tcp"), client: [login] });
const start = (files: Record<string, string>) => startDaemon(files, ["--references", folder], { statuses: "-" });

function connects(daemon: RunningDaemon, number: number): number {
  return daemon.log().filter(({ msg, device }) => device === `default/device-${number}` && msg.endsWith(": connected"))
    .length;
}

/** The values of one Secret, below a folder, as the kubelet writes and exchanges them: through two links. */
function mount(secret: string, revision: number, password: string): void {
  mkdirSync(join(secret, `..${revision}`), { recursive: true });
  writeFileSync(join(secret, `..${revision}`, "password"), password);
  symlinkSync(`..${revision}`, join(secret, "..next"));
  renameSync(join(secret, "..next"), join(secret, "..data"));
  if (revision === 1) symlinkSync("..data/password", join(secret, "password"));
  else rmSync(join(secret, `..${revision - 1}`), { recursive: true });
}

test("a Secret that is rotated reconnects the devices that refer to it, and no other", async () => {
  mount(join(folder, "login"), 1, "first");
  mount(join(folder, "default/device-2/login"), 1, "first");
  const inline = "basicAuth: {username: someone, password: first}";
  const daemon = await start({ "1.yaml": device(1), "2.yaml": device(2), "3.yaml": device(3, inline) });
  await daemon.health(({ devices }) => devices.connected === 3);
  users.someone = "second";
  mount(join(folder, "login"), 2, "second");
  await daemon.logged(({ msg, device }) => device === "default/device-1" && msg === "reconfigured");
  mount(join(folder, "default/device-2/login"), 2, "second");
  await daemon.logged(({ msg, device }) => device === "default/device-2" && msg === "reconfigured");
  await daemon.health(({ status, devices }) => status === "ok" && devices.connected === 3);
  expect([connects(daemon, 1), connects(daemon, 2), connects(daemon, 3)]).toEqual([2, 2, 1]);
  await daemon.stop();
  expect(daemon.cli.text("stderr")).not.toMatch(/"second"|"first"/);
});

test("a value that the broker refuses, or that is missing, leaves the client as it is until there is a better one", async () => {
  mount(join(folder, "login"), 1, "first");
  const daemon = await start({ "1.yaml": device(1) });
  await daemon.health(({ devices }) => devices.connected === 1);
  mount(join(folder, "login"), 2, "wrong");
  const { devices, troubled } = await daemon.health(({ status }) => status === "degraded");
  expect(devices).toEqual({ total: 1, connected: 1 });
  expect(troubled).toMatchObject([{ device: "default/device-1", state: "connected", code: "connection-refused" }]);
  rmSync(join(folder, "login/password"));
  await daemon.health(({ troubled }) => troubled[0]?.code === "reference-not-found");
  writeFileSync(join(folder, "login/password"), "first");
  await daemon.health(({ status }) => status === "ok");
  await daemon.logged(({ msg }) => msg === "reconfigured");
  await daemon.stop();
});

test("a value that comes after the daemon starts its device, or mends its first connection", async () => {
  mount(join(folder, "default/device-2/login"), 1, "wrong");
  const daemon = await start({ "1.yaml": device(1), "2.yaml": device(2) });
  const { troubled, problems } = await daemon.health(({ troubled }) => troubled.some(({ code }) => code !== undefined));
  expect(troubled.map(({ device, code }) => `${device} ${code}`)).toContain("default/device-2 connection-refused");
  expect([...problems, ...troubled].map(({ code }) => code)).toContain("reference-not-found");
  mount(join(folder, "login"), 1, "first");
  await daemon.logged(({ msg, device }) => device === "default/device-1" && msg.endsWith(": connected"));
  mount(join(folder, "default/device-2/login"), 2, "first");
  await daemon.health(({ status, devices }) => status === "ok" && devices.connected === 2);
  await daemon.stop();
});
