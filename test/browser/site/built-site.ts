import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { buildSite } from "../../../runtime/site/build/build.js";
import { openChromium } from "../support/chromium.js";

/** The site as a reader has it: built, in a folder, and a browser to open it with. */
export interface BuiltSite {
  readonly folder: string;
  /** A page of the site, opened from the disk in an empty profile. */
  open(path: string, options?: BrowserContextOptions): Promise<OpenedPage>;
  close(): Promise<void>;
}

/** A page, and what went on behind it. */
export interface OpenedPage {
  readonly page: Page;
  /** Addresses outside the folder that were asked for: of files, of servers, of WebSockets. */
  readonly outside: readonly string[];
  /** Errors that scripts threw or logged. */
  readonly errors: readonly string[];
}

export async function openBuiltSite(): Promise<BuiltSite> {
  const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-site-"));
  await buildSite(folder);
  const root = `${pathToFileURL(folder).href}/`;
  const browser = await openChromium();
  return {
    folder,
    open: (path, options) => open(browser, root, path, options),
    close: async () => {
      await browser.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function open(
  browser: Browser,
  root: string,
  path: string,
  options?: BrowserContextOptions,
): Promise<OpenedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const outside: string[] = [];
  const errors: string[] = [];
  const isOutside = (url: string) => !url.startsWith(root) && !/^(?:data|blob):/.test(url);
  page.on("request", (request) => {
    if (isOutside(request.url())) outside.push(request.url());
  });
  page.on("websocket", (socket) => outside.push(socket.url()));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(root + path);
  return { page, outside, errors };
}

/** What axe finds against WCAG 2.1 A and AA, as `rule: selector`. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] })`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

/** How far the page reaches beyond the right edge of the window, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
}

/** Puts a text in place of what an editor of the playground has. */
export async function writeInto(page: Page, editor: string, text: string): Promise<void> {
  await page.getByRole("textbox", { name: editor }).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}
