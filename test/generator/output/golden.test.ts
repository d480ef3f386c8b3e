import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generate } from "../../../generator/generate.js";
import type { OutputOptions } from "../../../generator/output-options.js";

const golden = fileURLToPath(new URL("golden/", import.meta.url));

/** `case.json`: the options, and the files that they are about. */
interface Case {
  readonly output: OutputOptions;
  readonly show: readonly string[];
}

// `npx vitest run test/generator/output/golden.test.ts -u` rewrites what is wanted; read the diff. Text files, since no
// project here has the settings that they are for.
test.each(readdirSync(golden))("%s", async (name) => {
  const folder = join(golden, name);
  const { output, show } = JSON.parse(readFileSync(join(folder, "case.json"), "utf8")) as Case;
  const { files } = await generate({ schemaDir: join(folder, "schema"), output });
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining([...show]));
  for (const { path, content } of files.filter((file) => show.includes(file.path)))
    await expect(content).toMatchFileSnapshot(join(folder, "want", `${path}.txt`));
});
