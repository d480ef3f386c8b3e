import { once } from "node:events";
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../../runtime/demo/embedded-broker.js";
import { observe, type Observer } from "../../support/observer.js";
import { connack, startScriptedBroker } from "../../support/scripted-broker.js";
import { deviceYaml } from "../run-cli.js";
import { startDaemon } from "./running-daemon.js";

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

function device(number: number): string {
  return deviceYaml(number, { server: broker.url("tcp") });
}

async function nextTexts(count: number): Promise<string[]> {
  const texts: string[] = [];
  while (texts.length < count) {
    const { topic, payload } = await observer.next();
    texts.push(`${topic} ${payload.toString()}`);
  }
  return texts;
}

async function dial(path: string): Promise<Socket> {
  const socket = connect(path);
  await once(socket, "connect");
  return socket;
}

test("stdin: each line says whose status it is; what it does not understand is told, and the rest is published", async () => {
  const daemon = await startDaemon({ "1.yaml": device(1), "2.yaml": device(2) }, [], { statuses: "-" });
  const { stdin } = daemon.cli;
  stdin.write('{"device": "default/device-1", "status": {"n": 12345678901234567890, "text": "a \\" b"}}\n');
  stdin.write('{"status": 2, "device": "835aea2e-5f80-4d14-88f5-000000000002"}\n\n');
  stdin.write('{"device": "default/device-9", "status": 3}\nnonsense\n[1]\n');
  stdin.end('{"device": "default/device-1", "status": null}');
  // Each device has a connection of its own, so that only the order of one device is certain.
  const texts = await nextTexts(3);
  expect(texts.filter((text) => text !== "test/default/device-2 2")).toEqual([
    'test/default/device-1 {"n":12345678901234567890,"text":"a \\" b"}',
    "test/default/device-1 null",
  ]);
  await daemon.logged(({ msg }) => msg.startsWith("stdin has ended"));
  const refused = daemon.log().filter(({ level }) => level === "error");
  expect(refused.map(({ source, line, code }) => [source, line, code])).toEqual([
    ["stdin", 4, "unknown-device"],
    ["stdin", 5, "not-json"],
    ["stdin", 6, "no-device"],
  ]);
  const { text } = await daemon.page("/metrics");
  expect(text).toContain('octopus_mqtt_statuses_taken_total{source="stdin"} 3');
  expect(text).toContain('octopus_mqtt_lines_refused_total{source="stdin",reason="not-json"} 1');
  await daemon.stop();
});

test("a socket of each device: statuses in, refusals out; a socket left behind by a killed daemon is no obstacle", async () => {
  const statuses = mkdtempSync(join(tmpdir(), "octopus-mqtt-statuses-"));
  const first = await startDaemon({ "1.yaml": device(1) }, [], { statuses });
  const path = join(statuses, "default/device-1.sock");
  const socket = await dial(path);
  socket.write('{"a": 1}\nnonsense\n{"a": 2}\n');
  expect(await nextTexts(2)).toEqual(['test/default/device-1 {"a":1}', 'test/default/device-1 {"a":2}']);
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(JSON.parse(answer.toString())).toMatchObject({ error: { code: "not-json", line: 2 } });
  socket.destroy();
  await first.stop();
  // What a killed process leaves: the name of a socket on which nobody listens.
  writeFileSync(path, "");
  const second = await startDaemon({ "1.yaml": device(1) }, [], { statuses });
  (await dial(path)).end("3\n");
  expect(await nextTexts(1)).toEqual(["test/default/device-1 3"]);
  await second.stop();
});

test("a file of each device: at first its last line, then what is added, also to a new file of that name", async () => {
  const statuses = mkdtempSync(join(tmpdir(), "octopus-mqtt-statuses-"));
  mkdirSync(join(statuses, "default"));
  const path = join(statuses, "default/device-1.jsonl");
  writeFileSync(path, "1\n2\n3\n");
  const daemon = await startDaemon({ "1.yaml": device(1) }, [], { statuses });
  expect(await nextTexts(1)).toEqual(["test/default/device-1 3"]);
  appendFileSync(path, "4\n{not json\n5");
  appendFileSync(path, "0\n");
  expect(await nextTexts(2)).toEqual(["test/default/device-1 4", "test/default/device-1 50"]);
  const { line, code } = await daemon.logged(({ source }) => source === "file");
  expect([line, code]).toEqual([5, "not-json"]);
  renameSync(path, `${path}.old`);
  writeFileSync(path, "6\n7\n");
  expect(await nextTexts(2)).toEqual(["test/default/device-1 6", "test/default/device-1 7"]);
  await daemon.stop();
});

test("--dedupe publishes changes only; --min-interval the newest", async () => {
  const daemon = await startDaemon({ "1.yaml": device(1) }, ["--dedupe"], { statuses: "-" });
  for (const status of ["1", "1", " 1", "2", "1"]) {
    daemon.cli.stdin.write(`{"device":"default/device-1","status":${status}}\n`);
  }
  expect(await nextTexts(3)).toEqual(["1", "2", "1"].map((status) => `test/default/device-1 ${status}`));
  expect((await daemon.page("/metrics")).text).toMatch(/statuses_discarded_total\{[^}]*reason="duplicate"\} 2/);
  await daemon.stop();

  const slow = await startDaemon({ "1.yaml": device(1) }, ["--min-interval", "1h"], { statuses: "-" });
  const lines = Array.from({ length: 1000 }, (_, n) => `{"device":"default/device-1","status":${n}}\n`);
  slow.cli.stdin.write(lines[0]);
  expect(await nextTexts(1)).toEqual(["test/default/device-1 0"]);
  slow.cli.stdin.end(lines.slice(1).join(""));
  await slow.logged(({ msg }) => msg.startsWith("stdin has ended"));
  // What waits for the end of its interval is not lost when the daemon stops.
  await slow.stop();
  expect(await nextTexts(1)).toEqual(["test/default/device-1 999"]);
});

test("a source that is faster than its broker is not read from, and nothing of it is lost", async () => {
  const waiting: (() => void)[] = [];
  let silent = true;
  const slow = await startScriptedBroker((packet, { send }) => {
    if (packet.cmd === "connect") send(connack(0));
    if (packet.cmd !== "publish") return;
    const { messageId = 0 } = packet;
    const acknowledge = (): void => {
      send({ cmd: "puback", messageId });
    };
    if (silent) waiting.push(acknowledge);
    else acknowledge();
  });
  const client = ["messageChannelDepth: 30"];
  const daemon = await startDaemon({ "1.yaml": deviceYaml(1, { server: slow.url, client }) });
  const socket = await dial(join(daemon.statuses, "default/device-1.sock"));
  const count = 20_000;
  const text = Array.from({ length: count }, (_, n) => `{"n":${n},"pad":"${"x".repeat(100)}"}\n`).join("");
  socket.write(text);
  await daemon.page("/healthz");
  const taken = async (): Promise<number> =>
    Number(/taken_total\{source="socket"\} (\d+)/.exec((await daemon.page("/metrics")).text)?.[1] ?? 0);
  while ((await taken()) < 30) await new Promise(setImmediate);
  // The 30 on their way; one more is taken only when one of them has arrived.
  expect(await taken()).toBe(30);
  expect(socket.writableLength).toBeGreaterThan(0);
  silent = false;
  for (const acknowledge of waiting.splice(0)) acknowledge();
  while ((await taken()) < count) await new Promise((resolve) => setTimeout(resolve, 10));
  await daemon.stop();
  const numbers = slow.packets.flatMap((packet) =>
    packet.cmd === "publish" ? [(JSON.parse(packet.payload.toString()) as { n: number }).n] : [],
  );
  expect(numbers).toEqual(Array.from({ length: count }, (_, n) => n));
  socket.destroy();
  await slow.close();
});
