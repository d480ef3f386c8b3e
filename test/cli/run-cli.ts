import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { main } from "../../runtime/cli/cli.js";
import type { StopReason } from "../../runtime/cli/command-io.js";

/** What a run has printed, and its exit code. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is running. */
export interface RunningCli {
  readonly stdin: PassThrough;
  readonly result: Promise<CliResult>;
  stop(reason: StopReason): void;
  /** Resolves when stdout or stderr holds `text`; rejects with all that was printed if the command ends before. */
  printed(stream: "stdout" | "stderr", text: string): Promise<void>;
  /** The same for whatever `isThere` looks for in {@link text}. */
  until(stream: "stdout" | "stderr", isThere: () => boolean): Promise<void>;
  /** What was printed so far. */
  text(stream: "stdout" | "stderr"): string;
}

/** Starts the command line in this process, on streams of its own. */
export function startCli(argv: readonly string[], colours = false): RunningCli {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const stopping = new AbortController();
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    streams[name].on("data", (chunk: Buffer) => (text[name] += chunk.toString()));
  }
  const io = { ...streams, colours: { stdout: colours, stderr: colours }, stopped: stopping.signal };
  const result = main(argv, io).then((code) => ({ code, ...text }));
  const until = (name: "stdout" | "stderr", isThere: () => boolean): Promise<void> => {
    const seen = new Promise<void>((resolve) => {
      const check = (): void => {
        if (!isThere()) return;
        streams[name].off("data", check);
        resolve();
      };
      streams[name].on("data", check);
      check();
    });
    const ended = result.then((end) => {
      if (!isThere()) throw new Error(`never printed what was waited for: ${JSON.stringify(end)}`);
    });
    return Promise.race([seen, ended]);
  };
  return {
    stdin: streams.stdin,
    result,
    stop: (reason) => {
      stopping.abort(reason);
    },
    printed: (name, wanted) => until(name, () => text[name].includes(wanted)),
    until,
    text: (name) => text[name],
  };
}

/** Runs the command line to its end, with `stdin` as its input. */
export async function runCli(argv: readonly string[], stdin = ""): Promise<CliResult> {
  const running = startCli(argv);
  running.stdin.end(stdin);
  return running.result;
}

/** Writes files into a new folder; returns their paths. */
export function writeFiles<Name extends string>(files: Readonly<Record<Name, string>>): Record<Name, string> {
  const folder = mkdtempSync(join(tmpdir(), "octopus-mqtt-cli-"));
  const paths = Object.entries<string>(files).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return [name, path];
  });
  return Object.fromEntries(paths) as Record<Name, string>;
}

/** What differs between the DeviceLinks of the tests. */
export interface LinkText {
  readonly name?: string;
  readonly uid?: string | null;
  readonly server?: string;
  /** Further lines of `client` and `message`. */
  readonly client?: readonly string[];
  readonly message?: readonly string[];
  readonly topic?: string;
}

/** A DeviceLink in YAML; `client:` is on line 13. */
export function linkYaml(text: LinkText = {}): string {
  const { name = "one", uid = "835aea2e-5f80-4d14-88f5-40c4bda41aa3", server = "tcp://127.0.0.1:1883" } = text;
  const { client = [], message = [], topic = "test/:namespace/:name" } = text;
  return [
    "apiVersion: edge.cattle.io/v1alpha1",
    "kind: DeviceLink",
    "metadata:",
    `  name: ${name}`,
    uid === null ? "  namespace: default" : `  uid: ${uid}`,
    "spec:",
    "  adaptor: {node: edge, name: adaptors.edge.cattle.io/ble}",
    "  model: {apiVersion: devices.edge.cattle.io/v1alpha1, kind: BluetoothDevice}",
    "  template:",
    "    spec:",
    "      extension:",
    "        mqtt:",
    "          client:",
    `            server: ${server}`,
    ...client.map((line) => `            ${line}`),
    "          message:",
    `            topic: "${topic}"`,
    ...message.map((line) => `            ${line}`),
    "      protocol: {endpoint: MJ_HT_V1}",
    "",
  ].join("\n");
}

/** The n-th of several devices: `default/device-N`, with a UID of its own. */
export function deviceYaml(number: number, text: LinkText = {}): string {
  const uid = `835aea2e-5f80-4d14-88f5-${String(number).padStart(12, "0")}`;
  return linkYaml({ name: `device-${number}`, uid, ...text });
}

/** A device that a DeviceLink has created, in YAML. */
export const DEVICE_YAML = `apiVersion: devices.edge.cattle.io/v1alpha1
kind: ModbusDevice
metadata:
  name: pump
  namespace: works
  ownerReferences:
  - apiVersion: edge.cattle.io/v1alpha1
    kind: DeviceLink
    name: pump-link
    uid: 014997f5-1f12-498b-8631-d2f22920e20a
    controller: true
spec:
  protocol: {tcp: {endpoint: "10.0.0.1:502", workerID: 1}}
  extension:
    mqtt:
      client: {server: "tcp://127.0.0.1:1883"}
      message: {topic: ":namespace/:name/:uid", will: {content: b2Zm}}
`;
