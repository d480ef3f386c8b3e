import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { InitAnswers } from "./answers.js";
import { CI_LINE } from "./first-files.js";
import type { InitPlan } from "./plan-init.js";

/** Does what is planned; returns the paths of the files that were written. */
export function applyInit({ files, surplus }: InitPlan): string[] {
  for (const path of surplus) rmSync(path);
  for (const [path, content] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return [...files.keys()];
}

/** What the user does next, as text. */
export function nextSteps(folder: string, { scripts, github }: InitAnswers): string {
  const needed = [
    ["octopus-mqtt-codegen", "npm install --save-dev octopus-mqtt-codegen"],
    ["octopus-mqtt", "npm install octopus-mqtt"],
  ] as const;
  const installs = needed.filter(([name]) => !isInstalled(name, folder)).map(([, command]) => command);
  const generate = scripts ? "npm run generate" : "npx octopus-mqtt-codegen generate";
  const kind = isCommonJs(folder) ? [SET_TYPE] : [];
  const lines = ["", "next:", ...[...installs, ...kind, generate].map((step) => `  ${step}`)];
  return `${[...lines, ...(github ? [] : ["in CI, after npm ci:", `  ${CI_LINE}`])].join("\n")}\n`;
}

/** What `npm init -y` writes does not compile with what `tsc --init` writes. */
const SET_TYPE =
  "npm pkg set type=module   # the generated files are ES modules; for others see `--module` of generate --help";

/** Whether TypeScript and Node take the modules of the package for CommonJS. */
function isCommonJs(folder: string): boolean {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return false;
  const { type } = JSON.parse(readFileSync(path, "utf8")) as { type?: unknown };
  return type !== "module";
}

function isInstalled(name: string, folder: string): boolean {
  try {
    createRequire(resolve(join(folder, "package.json"))).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}
