import { readdir, readFile } from "node:fs/promises";
import { assetPath } from "../assets.js";
import type { Emitter, OutputFile } from "../model/model.js";
import { typeScriptBanner } from "../print/banner.js";
import { templatePath } from "../print/template.js";
import { isWanted } from "./scope.js";

/** `support/*.ts`: what the generated modules share, copied as it stands in `templates/support/`. */
export const emitSupport: Emitter = async (_, settings) => {
  if (!isWanted(undefined, settings)) return [];
  const folder = assetPath("templates", "support");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
  return Promise.all(names.sort().map((name) => copy(name, settings?.templates)));
};

async function copy(name: string, ownFolder: string | undefined): Promise<OutputFile> {
  const text = await readFile(templatePath(`support/${name}`, ownFolder), "utf8");
  return {
    path: `support/${name}`,
    content: typeScriptBanner([`templates/support/${name}`]) + text.replaceAll("\r\n", "\n"),
  };
}
