import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pureParts } from "./programs/pure-parts.js";
import { servePrograms, type BundledPage } from "./support/bundled-page.js";
import { chromiumMissing, openChromium } from "./support/chromium.js";

describe.skipIf(chromiumMissing)("types, defaults, validators, topics and durations in Chromium", () => {
  let browser: Browser;
  let served: BundledPage;

  beforeAll(async () => {
    served = await servePrograms("pure-parts-page", "pure-parts-worker");
    browser = await openChromium();
  });

  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  test("answer in a page and in a worker what they answer in Node", async () => {
    const page = await browser.newPage();
    await page.goto(served.url);
    const { inPage, inWorker } = await page.evaluate<Record<"inPage" | "inWorker", unknown>>("askBoth()");
    const inNode = pureParts();
    expect(inNode.topic).toBe("a/b/c");
    expect(inPage).toEqual(inNode);
    expect(inWorker).toEqual(inNode);
  });
});
