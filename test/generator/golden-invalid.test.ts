import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { renderDiagnostic, type Palette } from "../../generator/diagnostic-text.js";
import { DIAGNOSTIC_CODES } from "../../generator/diagnostics.js";
import { buildSources } from "../../generator/generate.js";

const golden = fileURLToPath(new URL("golden/", import.meta.url));
const cases = readdirSync(golden).filter((name) => name.startsWith("invalid-"));

const same = (text: string) => text;
const plain: Palette = { place: same, error: same, warning: same, approximation: same, quiet: same };

async function diagnosticsOf(name: string) {
  const folder = join(golden, name);
  const { diagnostics, texts } = await buildSources(join(folder, "schema"));
  const rendered = diagnostics.map((found) => `${renderDiagnostic(found, texts.get(found.file), plain)}\n`);
  return { diagnostics, text: rendered.join("").replaceAll(`${folder}/`, "") };
}

// `npx vitest run test/generator/golden-invalid.test.ts -u` rewrites the diagnostics; read the diff.
describe("sources with mistakes", () => {
  test.each(cases)("%s", async (name) => {
    const { text } = await diagnosticsOf(name);
    await expect(text).toMatchFileSnapshot(join(golden, name, "diagnostics.txt"));
  });

  test("together they show every code that a source can earn", async () => {
    const found = new Set(
      (await Promise.all(cases.map(diagnosticsOf))).flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)),
    );
    const elsewhere = [
      "file-unreadable",
      "output-conflict",
      "bad-output-option",
      "bad-output-file",
      "bad-template",
      "package-types",
      "foreign-file",
      "stale-output",
      "large-crd",
      "newer-kubernetes",
      // test/generator/suppressions.test.ts
      "unused-suppression",
      // test/generator/config/
      ...["config-unreadable", "config-ambiguous", "config-unknown-key", "config-invalid", "config-overlap"],
    ];
    const missing = Object.keys(DIAGNOSTIC_CODES).filter(
      (code) => !found.has(code as never) && !elsewhere.includes(code),
    );
    expect(missing).toEqual([]);
  });
});
