import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repositoryRoot } from "../repository/imports.js";
import { installPacked, type Installation } from "./packed.js";

const tsc = join(repositoryRoot, "node_modules/typescript/bin/tsc");

let installation: Installation;

beforeAll(async () => {
  installation = await installPacked(["runtime", "generator"]);
}, 180_000);

afterAll(() => installation.remove());

const codegen = (...argv: string[]) => installation.run("npx", ["octopus-mqtt-codegen", ...argv]);
const at = (path: string) => join(installation.folder, path);

describe("octopus-mqtt-codegen, packed and installed in an empty folder", { timeout: 120_000 }, () => {
  test("init, generate, check, lint and clean are a path from nothing to code and back", async () => {
    const { stdout } = await codegen("init", "--yes");
    expect(stdout).toMatch(/^wrote octopus-mqtt\.config\.ts\n[^]*next:\n {2}npm run generate\nin CI/);
    expect((await codegen("generate")).stdout).toMatch(/^generated default: \d+ files from \d+ schemas \(/);
    expect(await readFile(at("generated/types/thermometer.ts"), "utf8")).toContain("export interface Thermometer");
    await installation.run("npm", ["run", "--silent", "generate:check"]);
    expect((await codegen("lint")).stdout).toMatch(/^linted default: \d+ schemas, no findings\n$/);
    await codegen("clean");
    expect(existsSync(at("generated"))).toBe(false);
  });

  test("a configuration is typed, for the compiler and for editors", async () => {
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023"];
    await installation.run("node", [tsc, ...options, "octopus-mqtt.config.ts"]);
    await writeFile(
      at("wrong.ts"),
      `import { defineConfig } from "octopus-mqtt-codegen";\nexport default defineConfig({ jobs: { a: { kubernetes: "1.99" } } });\n`,
    );
    await expect(installation.run("node", [tsc, ...options, "wrong.ts"])).rejects.toThrow();
    await rm(at("wrong.ts"));
    const program = `
      import { createRequire } from "node:module";
      console.log(createRequire(import.meta.url)("octopus-mqtt-codegen/config.schema.json").title);`;
    const { stdout } = await installation.run("node", ["--input-type=module", "--eval", program]);
    expect(stdout).toBe("CodegenConfig\n");
  });

  // In the package ajv's checks of sources are compiled already; run from the sources it compiles them.
  test.each(["invalid-crd-file", "invalid-keyword", "invalid-placement"])(
    "says of %s what its sources say",
    async (name) => {
      await cp(join(repositoryRoot, "test/generator/golden", name), at(name), { recursive: true });
      const expected = await readFile(at(`${name}/diagnostics.txt`), "utf8");
      const { stderr } = await codegen("lint", name).catch((error: unknown) => error as { stderr: string });
      expect(stderr.replaceAll(`${name}/schema/`, "schema/")).toContain(expected);
      expect(stderr).toMatch(/\n[1-9]\d* errors, .*\n$/);
    },
  );

  test.each([
    // What imports end in is asked of the project's tsconfig.json: a change of that is a change of the output.
    ["ts", ["commander", "get-tsconfig", "jiti", "resolve-pkg-maps"]],
    ["yaml", ["commander", "get-tsconfig", "resolve-pkg-maps"]],
  ])("a run with nothing to do loads no library but what its configuration in %s needs", async (format, expected) => {
    await codegen("init", "--yes", "--force", "--format", format);
    await codegen("generate");
    const coverage = at(`coverage-${format}`);
    await mkdir(coverage);
    const bin = at("node_modules/octopus-mqtt-codegen/dist/generator/bin.js");
    const { stdout } = await installation.run("env", [`NODE_V8_COVERAGE=${coverage}`, "node", bin, "generate"]);
    expect(stdout).toMatch(/\(0 written, \d+ unchanged, 0 removed\)/);
    expect(await packagesLoaded(coverage)).toEqual(expected);
  });
});

/** The packages of which a process has loaded modules, but for those of this repository. */
async function packagesLoaded(coverage: string): Promise<string[]> {
  const [report = ""] = await readdir(coverage);
  const { result } = JSON.parse(await readFile(join(coverage, report), "utf8")) as { result: { url: string }[] };
  const names = result.map(({ url }) => /\/node_modules\/((?:@[^/]+\/)?[^/.][^/]*)/.exec(url)?.[1] ?? "");
  return [...new Set(names)].filter((name) => name !== "" && !name.startsWith("octopus-mqtt")).sort();
}
