import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../../runtime/demo/embedded-broker.js";
import { chromiumMissing } from "../support/chromium.js";
import { accessibilityFaults, type BuiltSite, openBuiltSite, overflow, writeInto } from "./built-site.js";

const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const editor = (page: Page) => page.getByRole("textbox", { name: "Manifest, YAML" });

const write = (page: Page, text: string) => writeInto(page, "Manifest, YAML", text);

const LINK = (mqtt: string) => `apiVersion: edge.cattle.io/v1alpha1
kind: DeviceLink
metadata: { name: fan, namespace: shop }
spec:
  adaptor: { node: edge, name: adaptors.edge.cattle.io/dummy }
  model: { apiVersion: devices.edge.cattle.io/v1alpha1, kind: DummySpecialDevice }
  template:
    spec:
      protocol: { location: hall }
      "on": true
      extension:
        mqtt:
${mqtt.replace(/^/gm, "          ")}`;

describe.skipIf(chromiumMissing)("the playground: a manifest", () => {
  let site: BuiltSite;
  beforeAll(async () => {
    site = await openBuiltSite();
  }, 120_000);
  afterAll(() => site.close());

  test("shows topics, packet and options of a DeviceLink, and asks nobody", async () => {
    const { page, outside, errors } = await site.open("playground.html");
    await panel(page, "Topics").getByText("cattle.io/octopus/default/device/case1").first().waitFor();
    expect(await panel(page, "Packet").textContent()).toContain("PUBLISH, 79 bytes in all");
    expect(await panel(page, "Resolved options").textContent()).toContain("maxReconnectInterval: 10m");
    expect(await panel(page, "Problems").textContent()).toContain("No problems");
    expect(outside).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("tells problems as one types, with their place and the page of their code", async () => {
    const { page } = await site.open("playground.html");
    await write(page, LINK("client: { server: tcp://broker, keepAlife: 10s }\nmessage: { topic: a/:name, qos: 3 }"));
    const problems = panel(page, "Problems").getByRole("listitem");
    await problems.filter({ hasText: "keepAlife" }).waitFor();
    expect(await problems.filter({ hasText: "qos" }).textContent()).toContain("value-not-allowed");
    expect(await problems.filter({ hasText: "keepAlife" }).textContent()).toContain("13:43");
    await problems.getByRole("link", { name: "unknown-field" }).click();
    await page.getByRole("heading", { name: "unknown-field", level: 1 }).waitFor();
  });

  test.each([
    [0, 30],
    [1, 33],
    [2, 35],
  ])("QoS %i: the packet follows the options", async (qos, first) => {
    const { page } = await site.open("playground.html");
    await write(
      page,
      LINK(`client: { server: tcp://broker }\nmessage: { topic: a/:name, qos: ${qos}, retained: ${qos > 0} }`),
    );
    await panel(page, "Topics").getByText("a/fan").first().waitFor();
    await panel(page, "Packet").getByLabel("Status, as JSON").fill("[1]");
    await panel(page, "Packet").getByText(String(first), { exact: true }).waitFor();
    const hex = qos === 0 ? "30 0a 00 05" : `${first} 0c 00 05`;
    const codes = await panel(page, "Packet").locator("code").allTextContents();
    expect(codes.join(" ")).toBe(`${hex} 61 2f 66 61 6e${qos === 0 ? "" : " 00 01"} 5b 31 5d`);
  });

  test("completes and explains from the schema", async () => {
    const { page } = await site.open("playground.html");
    await write(page, `${LINK("client: { server: tcp://broker }\nmessage:\n  topic: a/:name")}\n            re`);
    await page.keyboard.press("Control+Space");
    await page.getByRole("option", { name: "retained" }).click();
    await expect.poll(() => editor(page).textContent()).toContain("retained:");
    await page.getByText("keepAlive", { exact: false }).first().waitFor();
    await page
      .locator(".cm-line span", { hasText: /^topic$/ })
      .first()
      .hover();
    await page.locator(".editor-note", { hasText: "Topic to publish to" }).waitFor();
  });

  test("a share link brings text and status back, and no secret", async () => {
    const { page } = await site.open("playground.html", { permissions: ["clipboard-read", "clipboard-write"] });
    const mqtt =
      "client:\n  server: tcp://broker\n  basicAuth: { username: eve, password: hunter2 }\nmessage: { topic: shared/:name }";
    await write(page, LINK(mqtt));
    await panel(page, "Topics").getByText("shared/fan").first().waitFor();
    await panel(page, "Packet").getByLabel("Status, as JSON").fill('{"shared":true}');
    await page.getByRole("button", { name: "Copy a link" }).click();
    await page.getByText("Copied, without secrets").waitFor();
    const link = page.url();
    expect(link.length).toBeLessThan(1000);
    const { page: other } = await site.open(`playground.html${new URL(link).hash}`);
    await panel(other, "Topics").getByText("shared/fan").first().waitFor();
    expect(await other.getByLabel("Status, as JSON").inputValue()).toBe('{"shared":true}');
    expect(await editor(other).textContent()).not.toContain("hunter2");
    expect(await panel(other, "Resolved options").textContent()).not.toContain("hunter2");
  });

  test("a damaged share link opens the playground as it is without one", async () => {
    const { page, errors } = await site.open("playground.html#s=%%%");
    await panel(page, "Topics").getByText("device/case1").first().waitFor();
    expect(errors).toEqual([]);
  });

  test("Tab indents in the editor, Escape and Tab leave it", async () => {
    const { page } = await site.open("playground.html");
    await editor(page).click();
    const focused = () => page.evaluate<boolean>(`document.activeElement?.classList.contains("cm-content") ?? false`);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe(true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe(false);
  });

  test("the tabs go by arrow keys", async () => {
    const { page } = await site.open("playground.html");
    await page.getByRole("tab", { name: "Manifest" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("tab", { name: "Your own schema", selected: true }).waitFor();
    await page.getByRole("textbox", { name: "JSON Schema" }).waitFor();
  });

  test.each(["light", "dark"] as const)("is accessible in %s, on a phone, too", async (colorScheme) => {
    const { page } = await site.open("playground.html", { colorScheme, viewport: { width: 320, height: 640 } });
    await panel(page, "Topics").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await write(page, "kind: DeviceLink\nfoo: [");
    await panel(page, "Problems").getByRole("listitem").first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });

  describe("live", () => {
    let broker: EmbeddedBroker;
    beforeAll(async () => {
      broker = await startEmbeddedBroker({ ws: true });
    });
    afterAll(() => broker.close());

    test("shows what comes on the topics of the device, and publishes its status", async () => {
      const { page, outside } = await site.open("playground.html");
      const live = panel(page, "Live");
      await live.getByLabel("Address of a broker").fill(broker.url("ws"));
      await live.getByRole("button", { name: "Connect" }).click();
      await live.getByText("connected", { exact: true }).waitFor();
      await page.getByLabel("Status, as JSON").fill('{"gear": "fast"}');
      await live.getByRole("button", { name: "Publish the status" }).click();
      await live.getByRole("listitem").filter({ hasText: '{"gear":"fast"}' }).waitFor();
      expect(outside.every((url) => url.startsWith(broker.url("ws")))).toBe(true);
      await live.getByRole("button", { name: "Disconnect" }).click();
      await live.getByText("not connected", { exact: true }).waitFor();
    });

    test("presents user name and password of the address, and says so when they are refused", async () => {
      const guarded = await startEmbeddedBroker({ ws: true, users: { eve: "right" } });
      try {
        const { page } = await site.open("playground.html");
        const live = panel(page, "Live");
        const address = (password: string) => guarded.url("ws").replace("//", `//eve:${password}@`);
        await live.getByLabel("Address of a broker").fill(address("wrong"));
        await live.getByRole("button", { name: "Connect" }).click();
        await live.getByText(/^not connected: .*[Nn]ot authorized|[Bb]ad username/).waitFor();
        await live.getByLabel("Address of a broker").fill(address("right"));
        await live.getByRole("button", { name: "Connect" }).click();
        await live.getByText("connected", { exact: true }).waitFor();
      } finally {
        await guarded.close();
      }
    });

    test("says why it does not connect", async () => {
      const { page } = await site.open("playground.html");
      const live = panel(page, "Live");
      await live.getByLabel("Address of a broker").fill("ws://127.0.0.1:9");
      await live.getByRole("button", { name: "Connect" }).click();
      await live.getByText(/^not connected: .+/).waitFor();
    });
  });
});
