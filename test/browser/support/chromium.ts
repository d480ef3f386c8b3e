import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { isAvailable } from "../../support/required.js";

/** Where Debian and others put it; a browser that Playwright would download is not asked for. */
const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const executablePath = PATHS.find((path) => existsSync(path));

/** True when there is no Chromium: browser tests are then skipped with a word, except in CI, where that is a failure. */
export const chromiumMissing = !isAvailable("Chromium", executablePath !== undefined, "Debian package chromium");

/** Without a sandbox, which containers lack, and without the traffic of its own that a browser has. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a headless Chromium; the caller closes it in `afterAll`. One for a test file is enough: `browser.newContext()`
 * gives each test an empty profile, and `newContext({ ignoreHTTPSErrors: true })` one that takes any certificate.
 */
export function openChromium(): Promise<Browser> {
  if (executablePath === undefined) throw new Error("there is no Chromium; ask chromiumMissing first");
  return chromium.launch({ executablePath, args: ARGS });
}
