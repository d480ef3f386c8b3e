import { build } from "esbuild";
import { expect, test } from "vitest";
import { repositoryRoot } from "../repository/imports.js";

/** What a bundler keeps of the SDK for a program that imports one name of it; packages stay outside. */
async function bundleOf(name: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { ${name} } from "./runtime/index.js"; console.log(${name});`,
      resolveDir: repositoryRoot,
    },
    ...{ bundle: true, write: false, minify: true, format: "esm", platform: "node", packages: "external" },
  });
  return outputFiles.map(({ text }) => text).join("");
}

/** Fields of Modbus devices only, and of DeviceLinks only. */
const MODBUS = "endianness";
const LINK = "downwardAPI";

test.each([
  ["compileTopic", 10_000],
  ["validateMQTTOptions", 80_000],
  ["StatusPublisher", 150_000],
])("a program that imports %s carries no device kind, in at most %i bytes", async (name, most) => {
  const code = await bundleOf(name);
  expect(code).not.toContain(MODBUS);
  expect(code.length).toBeLessThan(most);
});

test("a program that validates a kind carries that kind and no other", async () => {
  const code = await bundleOf("validateModbusDevice");
  expect(code).toContain(MODBUS);
  expect(code).not.toContain(LINK);
  expect(code).not.toContain("characteristicUUID");
});

test("the store File is in a part of its own, which is loaded when it is used", async () => {
  const { outputFiles } = await build({
    stdin: { contents: `export { createClient } from "./runtime/index.js";`, resolveDir: repositoryRoot },
    ...{ bundle: true, write: false, splitting: true, outdir: "out", format: "esm", platform: "node" },
    packages: "external",
  });
  const withStore = outputFiles.filter(({ text }) => text.includes("session.log"));
  expect(withStore).toHaveLength(1);
  expect(withStore[0]?.path).toMatch(/file-store-[^/]*\.js$/);
});
