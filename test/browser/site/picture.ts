/** `npm run docs:picture`: builds the site and takes the picture of its playground for the README. Needs Chromium. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../repository/imports.js";
import { openBuiltSite } from "./built-site.js";

const FILE = join(repositoryRoot, "runtime/site/playground.png");

const site = await openBuiltSite();
try {
  const { page } = await site.open("playground.html", { viewport: { width: 1280, height: 800 }, colorScheme: "light" });
  await page
    .getByRole("region", { name: "Topics" })
    .getByText("cattle.io/octopus/default/device/case1")
    .first()
    .waitFor();
  await page.screenshot({ path: FILE, animations: "disabled", caret: "hide" });
  console.info(`wrote ${FILE} (${Math.round(statSync(FILE).size / 1000)} kB)`);
} finally {
  await site.close();
}
