import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { existsSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { freePort } from "./free-port.js";
import type { EmbeddedBroker, EmbeddedBrokerOptions, ListenerName } from "../../runtime/demo/embedded-broker.js";

const HOST = "127.0.0.1";
/** Packages put the broker here, where the PATH of a user does not always look. */
const PATHS = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"];

/** The path of the mosquitto binary; undefined if it is not installed. */
export function findMosquitto(): string | undefined {
  return PATHS.map((folder) => join(folder, "mosquitto")).find((path) => existsSync(path));
}

/**
 * Starts a Mosquitto with the listeners, users and refusals of an embedded broker, in a temporary folder and on free
 * ports; there is always a plain TCP one. `refuseWith` can only be 5, which is what Mosquitto says to everybody it does not know.
 * `settings` are further lines of its configuration.
 */
export async function startMosquitto(
  options: EmbeddedBrokerOptions,
  settings: readonly string[] = [],
): Promise<EmbeddedBroker> {
  const binary = findMosquitto();
  if (binary === undefined) throw new Error("mosquitto is not installed");
  const folder = await mkdtemp(join(tmpdir(), "octopus-mosquitto-"));
  // Started by root it becomes another user, who has to get at these files.
  await chmod(folder, 0o777);
  const listeners = await describeListeners(options, folder);
  await writeFile(join(folder, "mosquitto.conf"), await configuration(options, folder, listeners, settings));
  const broker = spawn(binary, ["-c", join(folder, "mosquitto.conf")], { stdio: ["ignore", "ignore", "pipe"] });
  const log: Buffer[] = [];
  broker.stderr.on("data", (chunk: Buffer) => log.push(chunk));
  const ended = once(broker, "close").then(([code]) => {
    throw new Error(`mosquitto ended with ${String(code)}: ${Buffer.concat(log).toString()}`);
  });
  // That it ends is a failure only while it starts.
  ended.catch(() => undefined);
  await Promise.race([ended, Promise.all(listeners.map(({ at }) => untilListening(broker, at)))]);
  const urls = new Map(listeners.map(({ name, url }) => [name, url]));
  return {
    url: (name) => urls.get(name) ?? noSuchListener(name),
    close: async () => {
      await stop(broker);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Listener {
  readonly name: ListenerName;
  readonly url: string;
  /** Where it listens, for `net.connect`. */
  readonly at: { host: string; port: number } | { path: string };
  readonly lines: readonly string[];
}

function noSuchListener(name: ListenerName): never {
  throw new Error(`Mosquitto was started without the listener "${name}"`);
}

async function describeListeners(options: EmbeddedBrokerOptions, folder: string): Promise<Listener[]> {
  const { ws, tls, wss, mutualTls, unix } = options;
  return Promise.all([
    // In any case: Mosquitto 2.0 does not start with WebSocket listeners alone.
    plain("tcp", []),
    ...(ws ? [plain("ws", ["protocol websockets"])] : []),
    ...(tls ? [encrypted("tls", "tls", tls, folder, [])] : []),
    ...(wss ? [encrypted("wss", "wss", wss, folder, ["protocol websockets"])] : []),
    ...(mutualTls ? [encrypted("mutualTls", "tls", mutualTls, folder, ["require_certificate true"])] : []),
    ...(unix ? [Promise.resolve(unixListener(unix))] : []),
  ]);
}

function unixListener(at: { path: string }): Listener {
  return { name: "unix", url: `unix://${at.path}`, at, lines: [`listener 0 ${at.path}`] };
}

async function plain(name: "tcp" | "ws", lines: readonly string[]): Promise<Listener> {
  const port = await freePort();
  return {
    name,
    url: `${name}://${HOST}:${port}`,
    at: { host: HOST, port },
    lines: [`listener ${port} ${HOST}`, ...lines],
  };
}

async function encrypted(
  name: "tls" | "wss" | "mutualTls",
  scheme: "tls" | "wss",
  { key, cert, ca }: { key: string; cert: string; ca?: string },
  folder: string,
  lines: readonly string[],
): Promise<Listener> {
  const port = await freePort();
  const files = { keyfile: key, certfile: cert, ...(ca !== undefined && { cafile: ca }) };
  const settings = await Promise.all(
    Object.entries(files).map(async ([setting, pem]) => {
      const path = join(folder, `${name}.${setting}.pem`);
      await writeFile(path, pem, { mode: 0o644 });
      return `${setting} ${path}`;
    }),
  );
  return {
    name,
    url: `${scheme}://${HOST}:${port}`,
    at: { host: HOST, port },
    lines: [`listener ${port} ${HOST}`, ...lines, ...settings],
  };
}

async function configuration(
  { users, refuseWith, refusedFilters }: EmbeddedBrokerOptions,
  folder: string,
  listeners: readonly Listener[],
  settings: readonly string[],
): Promise<string> {
  if (refuseWith !== undefined && refuseWith !== 5) throw new Error(`Mosquitto cannot refuse with ${refuseWith}`);
  const lines = ["persistence false", ...settings, `allow_anonymous ${!users && refuseWith === undefined}`];
  if (users) lines.push(`password_file ${await passwordFile(users, folder)}`);
  if (refusedFilters !== undefined) throw new Error("Mosquitto 2.0 grants every subscription and delivers nothing");
  return [...lines, ...listeners.flatMap((listener) => listener.lines), ""].join("\n");
}

async function passwordFile(users: Readonly<Record<string, string>>, folder: string): Promise<string> {
  const path = join(folder, "passwords");
  await writeFile(
    path,
    Object.entries(users)
      .map(([user, password]) => `${user}:${password}\n`)
      .join(""),
    { mode: 0o644 },
  );
  const hashed = spawnSync("mosquitto_passwd", ["-U", path], { encoding: "utf8" });
  if (hashed.status !== 0) throw new Error(`mosquitto_passwd: ${hashed.stderr}`);
  await chmod(path, 0o644);
  return path;
}

/** Tries to connect until it succeeds or the broker has ended; the deadline is the test's own. */
async function untilListening(broker: ChildProcess, at: Listener["at"]): Promise<void> {
  while (broker.exitCode === null) {
    const socket = connect(at);
    const connected = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (connected) return;
    await turn();
  }
}

async function stop(broker: ChildProcess): Promise<void> {
  if (broker.exitCode !== null || broker.signalCode !== null) return;
  const ended = once(broker, "exit");
  broker.kill();
  await ended;
}
