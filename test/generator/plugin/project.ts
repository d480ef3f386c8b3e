import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../../repository/imports.js";
import { folderWith, schema } from "../source-folder.js";

/** A source of a type that is an integer from 0 to a maximum. */
export const speed = (maximum: number) => schema("Speed", { type: "integer", minimum: 0, maximum });
/** One with a misspelt keyword. */
export const BROKEN = speed(9).replace('"maximum"', '"maxinum"');

/** A project whose page takes generated functions, ready to be built. */
export async function project(source = speed(9), files: Readonly<Record<string, string>> = {}) {
  const folder = await folderWith({
    "octopus-mqtt.config.yaml":
      "jobs: { edge: { schema: schema, out: src/generated, output: { importExtension: .ts } } }\n",
    "schema/speed.schema.json": source,
    "src/main.js": `import { isSpeed } from "./generated/index.ts";\nexport const answer = isSpeed(5);\n`,
    "index.html": `<script type="module" src="/src/main.js"></script>`,
    "package.json": `{ "type": "module" }`,
    ...files,
  });
  await mkdir(join(folder, "node_modules"));
  await symlink(join(repositoryRoot, "runtime"), join(folder, "node_modules/octopus-mqtt"));
  const options = { config: join(folder, "octopus-mqtt.config.yaml") };
  const source_ = join(folder, "schema/speed.schema.json");
  return { folder, options, source: source_, generated: join(folder, "src/generated/validators/checks/speed.ts") };
}

/** What {@link project} makes. */
export type Project = Awaited<ReturnType<typeof project>>;
