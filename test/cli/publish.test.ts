import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { connectAsync } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { observe } from "../support/observer.js";
import { linkYaml, runCli, startCli, writeFiles } from "./run-cli.js";

let broker: EmbeddedBroker;
let server: string;

beforeAll(async () => {
  broker = await startEmbeddedBroker({ tcp: true, users: { me: "hunter2" } });
  server = broker.url("tcp").replace("tcp://", "mqtt://me:hunter2@");
});

afterAll(() => broker.close());

/** A file with a DeviceLink that connects to the broker, under a name, topic and uid of its own. */
function link(name: string, more: { client?: readonly string[]; message?: readonly string[] } = {}): string {
  const { client = ["basicAuth: {username: me, password: hunter2}"], message = [] } = more;
  const uid = `00000000-0000-4000-8000-${Buffer.from(name).toString("hex").padEnd(12, "0").slice(0, 12)}`;
  return writeFiles({ "link.yaml": linkYaml({ name, uid, server: broker.url("tcp"), client, message }) })["link.yaml"];
}

test("one status from stdin, as the options have it: QoS 1 and retained", async () => {
  const { code, stdout, stderr } = await runCli(["publish", link("one")], '{"t": 21.50}');
  expect(stdout).toBe("test/default/one 11 bytes\n");
  expect(stderr).toBe("connected as DeviceLink default/one; publishing to test/default/one\n");
  expect(code).toBe(0);
  const late = await observe(server, "test/default/one");
  expect(await late.next()).toMatchObject({ payload: Buffer.from('{"t":21.50}'), qos: 1, retain: true });
  await late.end();
});

test("one status over many lines from a file; --qos and --server win over the manifest", async () => {
  const observer = await observe(server, "test/default/two");
  const { "status.json": status } = writeFiles({ "status.json": '{\n  "a": [1,\n 2]\n}\n' });
  const text = linkYaml({ name: "two", client: ["basicAuth: {username: me, password: hunter2}"] });
  const { "link.yaml": file } = writeFiles({ "link.yaml": text });
  const argv = ["publish", file, "--status", status, "--qos", "2", "--server", broker.url("tcp"), "--json"];
  const { code, stdout } = await runCli(argv);
  expect(JSON.parse(stdout)).toEqual({ topic: "test/default/two", bytes: 11, line: 1 });
  expect(await observer.next()).toMatchObject({ payload: Buffer.from('{"a":[1,2]}'), qos: 2 });
  expect(code).toBe(0);
  await observer.end();
});

test("a stream is published line by line as it arrives, in order", async () => {
  const observer = await observe(server, "test/default/stream");
  const running = startCli(["publish", link("stream")]);
  for (const line of ["1", "2"]) {
    running.stdin.write(`${line}\n`);
    expect((await observer.next()).payload.toString()).toBe(line);
  }
  running.stdin.end(Array.from({ length: 100 }, (_, index) => `${index}\n`).join(""));
  for (let index = 0; index < 100; index += 1) {
    expect((await observer.next()).payload.toString()).toBe(String(index));
  }
  const { code, stdout } = await running.result;
  expect([code, stdout.trimEnd().split("\n").length]).toEqual([0, 102]);
  await observer.end();
});

test("--references gives the values that the manifest refers to", async () => {
  const client = ["basicAuth: {username: me, passwordRef: {name: broker, item: password}}"];
  const file = link("references", { client });
  const missing = await runCli(["publish", file], "1");
  expect(missing.stderr).toContain("octopus-mqtt: error reference-not-found: ");
  expect(missing.stderr).toContain("--references");
  expect(missing.code).toBe(1);
  const folder = file.replace("link.yaml", "references");
  const nowhere = await runCli(["publish", file, "--references", folder], "1");
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining(`there is no folder ${folder}`) as string });
  mkdirSync(`${folder}/broker`, { recursive: true });
  writeFileSync(`${folder}/broker/password`, "hunter2");
  expect((await runCli(["publish", file, "--references", folder], "1")).code).toBe(0);
});

describe("failures", () => {
  test("a line that is not JSON ends the run; the lines before it were published", async () => {
    const { code, stdout, stderr } = await runCli(["publish", link("bad-line")], "1\n{secret}\n3\n");
    expect(stdout).toBe("test/default/bad-line 1 bytes\n");
    expect(stderr).toContain("octopus-mqtt: error invalid-status: <stdin>: line 2 is not JSON");
    expect(stderr).not.toContain("secret");
    expect(code).toBe(1);
  });

  test("no status at all", async () => {
    const { code, stderr } = await runCli(["publish", link("empty")], "");
    expect(stderr).toContain("no-status: <stdin> is empty");
    expect(code).toBe(1);
  });

  test("a refused connection is exit code 3; the password is not repeated", async () => {
    const client = ["basicAuth: {username: me, password: wrong-one}"];
    const { code, stdout, stderr } = await runCli(["publish", link("refused", { client })], "1");
    expect(stderr).toMatch(/^octopus-mqtt: error connection-refused: /);
    expect(stderr).not.toContain("wrong-one");
    expect([code, stdout]).toEqual([3, ""]);
  });

  test("no broker is exit code 3", async () => {
    const closed = await startEmbeddedBroker({ tcp: true });
    const address = closed.url("tcp");
    await closed.close();
    const { code, stderr } = await runCli(["publish", link("nobody"), "--server", address, "--json"], "1");
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: "connection-failed" } });
    expect(code).toBe(3);
  });

  test("a delivery that is not acknowledged in time is exit code 4", async () => {
    const own = await startEmbeddedBroker({ tcp: true });
    const running = startCli([
      "publish",
      link("late", { client: [] }),
      "--server",
      own.url("tcp"),
      "--timeout",
      "200ms",
    ]);
    await running.printed("stderr", "connected as");
    await own.close();
    await running.printed("stderr", "the connection was lost");
    running.stdin.write("1\n");
    const { code, stdout, stderr } = await running.result;
    expect(stderr).toContain("octopus-mqtt: error wait-timeout: ");
    expect([code, stdout]).toEqual([4, ""]);
  });
});

describe("a signal", () => {
  const WILL = { message: ["will: {content: b2Zm}"] };

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s ends the run with %i; DISCONNECT is sent, the will is not", async (signal, want) => {
    const name = `stop-${want}`;
    const observer = await observe(server, `test/default/${name}/#`);
    const running = startCli(["publish", link(name, WILL)]);
    running.stdin.write("1\n");
    expect((await observer.next()).payload.toString()).toBe("1");
    running.stop(signal);
    expect((await running.result).code).toBe(want);
    // A will would have been published before this message.
    await observer.publish(`test/default/${name}/end`, "x");
    expect((await observer.next()).topic).toBe(`test/default/${name}/end`);
    await observer.end();
  });

  test("while connecting ends the run, too", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { port: number };
    const running = startCli(["publish", link("silent"), "--server", `tcp://127.0.0.1:${port}`]);
    await new Promise((resolve) => silent.once("connection", resolve));
    running.stop("SIGINT");
    expect(await running.result).toEqual({ code: 130, stdout: "", stderr: "" });
    silent.close();
  });
});

test("the connection is the device's: its client id takes over", async () => {
  const file = link("same");
  const first = startCli(["publish", file]);
  await first.printed("stderr", "connected as");
  const second = startCli(["publish", file]);
  await first.printed("stderr", "the connection was lost");
  first.stop("SIGTERM");
  second.stop("SIGTERM");
  expect((await Promise.all([first.result, second.result])).map(({ code }) => code)).toEqual([143, 143]);
});

test("the broker of these tests wants the password", async () => {
  await expect(connectAsync(server.replace("hunter2", "x"), { reconnectPeriod: 0 })).rejects.toThrow();
});
