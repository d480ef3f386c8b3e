import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmbeddedBroker, type EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { makeCertificates } from "../support/certificates.js";
import { freePort } from "../support/free-port.js";
import { connack, startScriptedBroker } from "../support/scripted-broker.js";
import { linkYaml, runCli, startCli, writeFiles } from "./run-cli.js";

const { client: pair } = makeCertificates();
/** A line of the key, as it would stand in a dump. */
const KEY_LINE = pair.key.split("\n")[3] ?? "";

/** A secret for each place of a manifest, of a folder of references and of the command line that can hold one. */
const SECRETS = {
  password: "marker-password",
  "password by reference": "marker-reference",
  "user info of the server": "marker-userinfo",
  "query of the server": "marker-query",
  header: "marker-header",
  "key in PEM": KEY_LINE,
  "key by reference": "marker-key-file",
  "status that is no JSON": "marker-status",
};

/** Everything that a command has printed, on both streams. */
type Output = Awaited<ReturnType<typeof runCli>>;

function expectNoSecrets({ stdout, stderr }: Output): void {
  const everything = stdout + stderr;
  expect(everything.length).toBeGreaterThan(0);
  for (const [name, secret] of Object.entries(SECRETS)) expect(everything.includes(secret), name).toBe(false);
}

const PASSWORD = `basicAuth: {username: me, password: ${SECRETS.password}}`;
const REFERENCE = "basicAuth: {username: me, passwordRef: {name: broker, item: password}}";
const HEADERS = `httpHeaders: {Authorization: ["Bearer ${SECRETS.header}"], Cookie: ["a=${SECRETS.header}"]}`;
const PEM = ["tlsConfig:", "  certFilePEM: |", ...indented(pair.cert), "  keyFilePEM: |", ...indented(pair.key)];
const USER_INFO = `tcp://me:${SECRETS["user info of the server"]}@127.0.0.1:1`;
const QUERY = `ws://127.0.0.1:1/mqtt?token=${SECRETS["query of the server"]}`;

function indented(pem: string): string[] {
  return pem
    .trim()
    .split("\n")
    .map((line) => `    ${line}`);
}

/** A manifest in a file, beside a folder of references. */
function manifest(text: Parameters<typeof linkYaml>[0] | string): { readonly file: string; readonly folder: string } {
  const yaml = typeof text === "string" ? text : linkYaml(text);
  const { "link.yaml": file } = writeFiles({ "link.yaml": yaml });
  const folder = join(dirname(file), "references");
  mkdirSync(join(folder, "broker"), { recursive: true });
  writeFileSync(join(folder, "broker", "password"), SECRETS["password by reference"]);
  writeFileSync(join(folder, "broker", "key"), SECRETS["key by reference"]);
  return { file, folder };
}

const COMMANDS = ["validate", "validate --strict", "topics", "publish", "subscribe --timeout 100ms"] as const;
const FORMS = COMMANDS.flatMap((command) => [command, `${command} --json`]);

async function run(command: string, text: Parameters<typeof manifest>[0]): Promise<Output> {
  const { file, folder } = manifest(text);
  const [verb = "", ...options] = command.split(" ");
  const references = ["publish", "subscribe"].includes(verb) ? ["--references", folder] : [];
  return runCli([verb, file, ...options, ...references], "1");
}

/** Manifests that are well, and whose broker is not there. */
const good = {
  "a password": { client: [PASSWORD], server: "tcp://127.0.0.1:1" },
  "a password by reference": { client: [REFERENCE], server: "tcp://127.0.0.1:1" },
  "a query and headers": { client: [HEADERS], server: QUERY },
  "a key": { client: PEM, server: "tls://127.0.0.1:1" },
};

/** Manifests that are wrong at the very secret, or right beside it. */
const bad: Readonly<Record<string, Parameters<typeof manifest>[0]>> = {
  "user info in the server": { server: USER_INFO },
  "a server that is none": { server: `${USER_INFO}:x/` },
  "a password given twice": {
    client: [`basicAuth: {username: me, password: ${SECRETS.password}, passwordRef: {name: broker, item: password}}`],
  },
  "a password that is a list": { client: [`basicAuth: {username: me, password: [${SECRETS.password}]}`] },
  "a misspelt password": { client: [`basicAuth: {username: me, pasword: ${SECRETS.password}}`] },
  "headers with a name that is none": { client: [`httpHeaders: {"a b": [${SECRETS.header}]}`], server: QUERY },
  "headers that are text": { client: [`httpHeaders: ${SECRETS.header}`], server: QUERY },
  "a reserved header": { client: [`httpHeaders: {Sec-WebSocket-Key: [${SECRETS.header}]}`], server: QUERY },
  "a key without its certificate": {
    client: ["tlsConfig:", "  keyFilePEM: |", ...indented(pair.key)],
    server: "tls://127.0.0.1:1",
  },
  "a key that is cut short": {
    client: ["tlsConfig:", "  certFilePEM: |", ...indented(pair.cert), `  keyFilePEM: "${KEY_LINE}"`],
    server: "tls://127.0.0.1:1",
  },
  "a key by reference that is none": {
    client: ["tlsConfig:", "  certFilePEM: |", ...indented(pair.cert), "  keyFilePEMRef: {name: broker, item: key}"],
    server: "tls://127.0.0.1:1",
  },
  "a key for tcp": { client: PEM, server: "tcp://127.0.0.1:1" },
  "what is next to a password": { client: [`basicAuth: {username: me, password: ${SECRETS.password}, qos: 7}`] },
  "what is next to headers": { client: [HEADERS, "keepAlive: x"], server: QUERY },
  "YAML that ends in a password": `client:\n  password: "${SECRETS.password}\n`,
  "YAML with a key twice": `password: ${SECRETS.password}\npassword: ${SECRETS.password}\n`,
  "JSON that is none": `{"client": {"password": "${SECRETS.password}" "x"}}`,
};

describe.each(FORMS)("octopus-mqtt %s shows no secret", (command) => {
  test.each(Object.entries(good))("of a manifest with %s", async (_, text) => {
    expectNoSecrets(await run(command, text));
  });

  test.each(Object.entries(bad))("of a manifest with %s", async (_, text) => {
    expectNoSecrets(await run(command, text));
  });
});

describe.each(["", "--json"])("on a broker no secret is shown: publish and subscribe %s", (json) => {
  let broker: EmbeddedBroker;
  const options = json === "" ? [] : [json];
  beforeAll(async () => {
    const users = { me: SECRETS["password by reference"], other: SECRETS.password };
    broker = await startEmbeddedBroker({ tcp: true, users });
  });
  afterAll(() => broker.close());

  test("when all is well", async () => {
    const { file, folder } = manifest({ client: [REFERENCE], server: broker.url("tcp") });
    const published = await runCli(["publish", file, "--references", folder, ...options], "1");
    const subscribed = await runCli(["subscribe", file, "--references", folder, "--count", "1", ...options]);
    expect([published.code, subscribed.code]).toEqual([0, 0]);
    expectNoSecrets(published);
    expectNoSecrets(subscribed);
  });

  test("when it refuses the password", async () => {
    const { file } = manifest({ client: [PASSWORD], server: broker.url("tcp") });
    const published = await runCli(["publish", file, ...options], "1");
    const subscribed = await runCli(["subscribe", file, "--count", "1", ...options]);
    expect([published.code, subscribed.code]).toEqual([3, 3]);
    expectNoSecrets(published);
    expectNoSecrets(subscribed);
  });

  test("when a status is no JSON, a reference leads nowhere, or --server has user info", async () => {
    const { file, folder } = manifest({ client: [REFERENCE], server: broker.url("tcp") });
    const status = `{"token": ${SECRETS["status that is no JSON"]}}`;
    expectNoSecrets(await runCli(["publish", file, "--references", folder, ...options], status));
    expectNoSecrets(await runCli(["publish", file, "--references", join(folder, "broker"), ...options], "1"));
    const address = `tcp://me:${SECRETS["user info of the server"]}@127.0.0.1:${await freePort()}`;
    for (const verb of ["publish", "subscribe"])
      expectNoSecrets(await runCli([verb, file, "--references", folder, "--server", address, ...options], "1"));
  });

  test("when the link is lost, and when nothing answers", async () => {
    const fickle = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd === "publish") socket.destroy();
    });
    const { file } = manifest({ client: [PASSWORD], server: fickle.url });
    const running = startCli(["publish", file, "--timeout", "100ms", ...options]);
    running.stdin.write("1\n");
    expectNoSecrets(await running.result);
    await fickle.close();
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { port: number };
    const slow = manifest({ client: [PASSWORD, "connectTimeout: 100ms"], server: `tcp://127.0.0.1:${port}` });
    expectNoSecrets(await runCli(["publish", slow.file, ...options], "1"));
    silent.close();
  });
});

test("what these tests look for is what the files hold", () => {
  const { file, folder } = manifest({ client: [PASSWORD, HEADERS, ...PEM], server: USER_INFO });
  const text = readFileSync(file, "utf8") + QUERY + readFileSync(join(folder, "broker", "password"), "utf8");
  for (const place of ["password", "password by reference", "user info of the server", "query of the server", "header"])
    expect(text).toContain(SECRETS[place as keyof typeof SECRETS]);
  expect(text).toContain(KEY_LINE);
});
