import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmbeddedBroker, type EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { makeCertificates } from "../support/certificates.js";
import { startCuttingProxy } from "../support/cutting-proxy.js";
import { observe } from "../support/observer.js";
import type { Task } from "./programs/client.js";
import { servePrograms, type BundledPage } from "./support/bundled-page.js";
import { chromiumMissing, openChromium } from "./support/chromium.js";

describe.skipIf(chromiumMissing)("the client in Chromium", () => {
  let browser: Browser;
  let served: BundledPage;
  let broker: EmbeddedBroker;
  let page: Page;

  beforeAll(async () => {
    const { server } = makeCertificates();
    broker = await startEmbeddedBroker({ tcp: true, ws: true, wss: server, users: { case1: "secret" } });
    served = await servePrograms("client-page", "client-worker");
    browser = await openChromium();
    page = await openPage();
  });

  afterAll(async () => {
    await browser.close();
    await served.close();
    await broker.close();
  });

  const basicAuth = { username: "case1", password: "secret" };
  const observeAll = () => observe(broker.url("tcp").replace("tcp://", "tcp://case1:secret@"), "test/#");

  /** A page of its own profile; `context` as Playwright has it. */
  async function openPage(context?: { ignoreHTTPSErrors: boolean }): Promise<Page> {
    const opened = await (await browser.newContext(context)).newPage();
    await opened.goto(served.url);
    return opened;
  }

  /** Calls a function of `programs/client-page.ts`. */
  function call(name: string, task: unknown, at = page): Promise<unknown> {
    return at.evaluate<unknown>(`${name}(${JSON.stringify(task)})`);
  }

  test.each([
    ["a page", "publishNumbers"],
    ["a worker", "publishInWorker"],
  ])("publishes from %s over ws", async (_, name) => {
    const observer = await observeAll();
    const task: Task = { client: { server: broker.url("ws"), basicAuth }, count: 20 };
    expect(await call(name, task)).toEqual({ rejected: [], states: ["connected", "closed"] });
    const seen = [];
    while (seen.at(-1) !== "last") seen.push((await observer.next()).payload.toString());
    expect(seen).toEqual([...Array.from({ length: 20 }, (_, index) => String(index)), "last"]);
    await observer.end();
  });

  test.each([0, 1, 2])("subscribes, and gets a long message of its own with QoS %i", async (qos) => {
    const task: Task = { client: { server: broker.url("ws"), basicAuth }, message: { qos } };
    expect(await call("publishToItself", task)).toEqual({ length: 300_000, same: true });
  });

  test.each([1, 2])("is cut three times inside packets, and loses nothing of QoS %i", async (qos) => {
    const proxy = await startCuttingProxy(broker.url("ws"), 4_001, 3);
    const server = proxy.url.replace("tcp://", "ws://");
    const observer = await observeAll();
    const client = { server, basicAuth, maxReconnectInterval: "1s" };
    const result = await call("publishNumbers", { client, message: { qos }, count: 500 });
    expect(proxy.cuts).toBe(3);
    expect(result).toMatchObject({ rejected: [] });
    const seen = [];
    while (seen.at(-1) !== "last") seen.push((await observer.next()).payload.toString());
    expect([...new Set(seen)]).toEqual([...Array.from({ length: 500 }, (_, index) => String(index)), "last"]);
    await observer.end();
    await proxy.close();
  });

  test("connects over wss, where the browser trusts the certificate", async () => {
    const task: Task = { client: { server: broker.url("wss"), basicAuth } };
    const trusting = await openPage({ ignoreHTTPSErrors: true });
    expect(await call("publishNumbers", task, trusting)).toMatchObject({ rejected: [] });
    expect(await call("failure", task)).toMatchObject({ code: "connection-failed" });
  });

  test("tells why the broker refused", async () => {
    const wrong = { server: broker.url("ws"), basicAuth: { username: "case1", password: "other" } };
    expect(await call("failure", { client: wrong })).toMatchObject({ code: "connection-refused", returnCode: 4 });
  });

  test("publishes a status of a DeviceLink without a UID", async () => {
    const observer = await observeAll();
    const mqtt = {
      client: { server: broker.url("ws"), basicAuth },
      message: { topic: "test/:namespace/:name", retained: false },
    };
    const manifest = {
      apiVersion: "edge.cattle.io/v1alpha1",
      kind: "DeviceLink",
      metadata: { name: "case9" },
      spec: { template: { spec: { extension: { mqtt } } } },
    };
    expect(await call("publishStatus", manifest)).toBe("test/default/case9");
    expect((await observer.next()).payload.toString()).toBe('{"temperature":21.5}');
    await observer.end();
  });

  test.each([
    ["/client/server", { server: "tcp://127.0.0.1:1883" }],
    ["/client/server", { server: "ssl://127.0.0.1:8883" }],
    ["/client/server", { server: "unix:///run/mqtt.sock" }],
    ["/client/tlsConfig/caFilePEM", { tlsConfig: { caFilePEM: "PEM" } }],
    ["/client/tlsConfig/insecureSkipVerify", { tlsConfig: { insecureSkipVerify: true } }],
    ["/client/tlsConfig/serverName", { tlsConfig: { serverName: "broker.example" } }],
    ["/client/httpHeaders", { httpHeaders: { authorization: ["Bearer x"] } }],
    ["/client/store/type", { store: { type: "File" } }],
  ])("refuses what a browser cannot do at %s: %o", async (pointer, options) => {
    const sockets: string[] = [];
    const watch = (socket: { url(): string }) => sockets.push(socket.url());
    page.on("websocket", watch);
    const refused = await call("failure", { client: { server: broker.url("wss"), ...options } });
    page.off("websocket", watch);
    expect(refused).toMatchObject({ code: "unsupported-option", pointer });
    expect(sockets).toEqual([]);
  });
});
