import { existsSync } from "node:fs";
import { appendFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check } from "../../generator/check.js";
import { generate } from "../../generator/generate.js";
import { writeCorpus } from "../bench/codegen/corpus.js";
import { installPacked, type Installation } from "./packed.js";

let installation: Installation;

beforeAll(async () => {
  installation = await installPacked(["runtime", "generator"]);
}, 180_000);

afterAll(() => installation.remove());

describe("octopus-mqtt-codegen, packed and installed", () => {
  test.each([
    ["with the second thread", noteSending, true],
    ["without it, where it cannot run", () => rm(join(installation.folder, WORKER)), false],
  ])(
    "makes of many types what a run in one thread makes, %s",
    async (_, prepare, sends) => {
      const { folder } = writeCorpus(join(installation.folder, "many"), 210);
      await prepare();
      await installation.run("npx", ["octopus-mqtt-codegen", "generate", "many", "--no-cache"]);
      const { files } = await generate({ schemaDir: join(folder, "schema") });
      expect(files.length).toBeGreaterThan(1000);
      expect(await check(files, join(folder, "generated"))).toEqual([]);
      expect(existsSync(join(folder, "sent"))).toBe(sends);
    },
    60_000,
  );
});

const WORKER = "node_modules/octopus-mqtt-codegen/dist/generator/workers/emit-worker.js";

/** Has the installed thread leave a file when it sends what it made, so that one sees that it was there. */
async function noteSending(): Promise<void> {
  const note = `
import { writeFileSync } from "node:fs";
const send = parentPort.postMessage.bind(parentPort);
parentPort.postMessage = (files) => {
  writeFileSync("many/sent", "");
  send(files);
};
`;
  await appendFile(join(installation.folder, WORKER), note);
}
