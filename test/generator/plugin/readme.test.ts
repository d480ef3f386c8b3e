import { execFile } from "node:child_process";
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { repositoryRoot } from "../../repository/imports.js";
import { BROKEN, project, speed } from "./project.js";

/** The fenced block of the README whose first line names a file. */
function exampleOf(file: string): string {
  const readme = readFileSync(join(repositoryRoot, "generator/README.md"), "utf8");
  const [, block = ""] = readme.split(`\`\`\`ts\n// ${file}\n`);
  return block.slice(0, block.indexOf("```"));
}

test("the README's Vite configuration builds as it stands, with the built package", { timeout: 60_000 }, async () => {
  const main = `import { isSpeed } from "./generated";\ndocument.title = String(isSpeed(5));\n`;
  const { folder } = await project(speed(40_961), {
    "vite.config.ts": exampleOf("vite.config.ts"),
    "octopus-mqtt.config.yaml": "jobs: { edge: { out: src/generated } }\n",
    "src/main.js": main,
  });
  const install = (from: string, name: string) => {
    symlinkSync(join(repositoryRoot, from), join(folder, "node_modules", name));
  };
  install("generator", "octopus-mqtt-codegen");
  install("node_modules/vite", "vite");
  const vite = join(folder, "node_modules/vite/bin/vite.js");
  const run = () => promisify(execFile)(process.execPath, [vite, "build"], { cwd: folder, timeout: 30_000 });
  await run();
  const [bundle = ""] = readdirSync(join(folder, "dist/assets"));
  expect(readFileSync(join(folder, "dist/assets", bundle), "utf8")).toContain("40961");

  writeFileSync(join(folder, "schema/speed.schema.json"), BROKEN);
  await expect(run()).rejects.toMatchObject({ stderr: expect.stringContaining('did you mean "maximum"?') as string });
});
