import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumMissing } from "../support/chromium.js";
import { accessibilityFaults, type BuiltSite, openBuiltSite, overflow } from "./built-site.js";

const PHONE = { viewport: { width: 320, height: 640 } };

/** One page of each sort. */
const PAGES = [
  "index.html",
  "guides/first-devicelink.html",
  "guides/migrating-from-go.html",
  "options.html",
  "options-sample.html",
  "kinds/modbusdevice.html",
  "api/sdk.html",
  "codes/index.html",
  "codes/unknown-field.html",
];

describe.skipIf(chromiumMissing)("the site, opened from a folder", () => {
  let site: BuiltSite;
  beforeAll(async () => {
    site = await openBuiltSite();
  }, 120_000);
  afterAll(() => site.close());

  test.each(PAGES)("%s: no request leaves the folder, no script fails", async (path) => {
    const { page, outside, errors } = await site.open(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(outside).toEqual([]);
    expect(errors).toEqual([]);
  });

  test.each(PAGES.flatMap((path) => (["light", "dark"] as const).map((colorScheme) => ({ path, colorScheme }))))(
    "$path in $colorScheme: accessible",
    async ({ path, colorScheme }) => {
      const { page } = await site.open(path, { colorScheme });
      expect(await accessibilityFaults(page)).toEqual([]);
    },
  );

  test.each(PAGES)("%s on a phone: nothing reaches beyond the edge, the menu is closed", async (path) => {
    const { page } = await site.open(path, PHONE);
    expect(await overflow(page)).toBe(0);
    expect(await page.locator("details.menu").getAttribute("open")).toBeNull();
    await page.getByText("Contents", { exact: true }).click();
    await page.getByRole("navigation").getByRole("link", { name: "MQTT options" }).waitFor();
    expect(await overflow(page)).toBe(0);
  });

  test("the menu stays beside a long text", async () => {
    const { page } = await site.open("options.html#mqttclientoptions-keepalive");
    expect(await page.evaluate<number>("scrollY")).toBeGreaterThan(1000);
    const box = await page.getByRole("navigation", { name: "Contents" }).boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect(box?.y).toBeLessThan(200);
  });

  test("the theme follows the system, and the button, from page to page", async () => {
    const { page } = await site.open("index.html", { colorScheme: "dark" });
    const background = () => page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor");
    const dark = await background();
    const button = page.getByRole("button", { name: /^Theme/ });
    await button.click();
    expect(await button.textContent()).toBe("Theme: light");
    const light = await background();
    expect(light).not.toBe(dark);
    await page.getByRole("navigation").getByRole("link", { name: "MQTT options" }).click();
    await page.getByRole("heading", { name: "MQTT options", level: 1 }).waitFor();
    expect(await background()).toBe(light);
  });

  describe("the search", () => {
    test.each([
      ["keepAlive", "options.html#mqttclientoptions-keepalive"],
      ["store-locked", "codes/store-locked.html"],
      ["Coil", "kinds/modbusdevice.html"],
      ["migrating", "guides/migrating-from-go.html"],
    ])("%s leads to %s", async (word, target) => {
      const { page, outside, errors } = await site.open("guides/file-store.html");
      await page.keyboard.press("/");
      await page.keyboard.type(word);
      const hits = page.locator("#search-results a");
      await hits.first().waitFor();
      const found = await page.evaluate<string[]>(
        `[...document.querySelectorAll("#search-results a")].map((link) => link.getAttribute("href"))`,
      );
      expect(found.slice(0, 5).some((href) => href.startsWith(`../${target}`))).toBe(true);
      expect(outside).toEqual([]);
      expect(errors).toEqual([]);
    });

    test("goes by keyboard from the field to a result", async () => {
      const { page } = await site.open("index.html");
      await page.keyboard.press("/");
      await page.keyboard.type("keepAlive");
      await page.locator("#search-results a").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(/options\.html#|codes\//);
    });

    test("says when there is nothing", async () => {
      const { page } = await site.open("index.html");
      await page.getByRole("searchbox").fill("qqqqzzzz");
      await page.getByText("Nothing found").waitFor();
    });
  });
});
