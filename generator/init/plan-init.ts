import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CONFIG_NAMES } from "../config/find-config.js";
import type { InitAnswers } from "./answers.js";
import { configText, schemaPath, schemaText, WORKFLOW_PATH, WORKFLOW_TEXT } from "./first-files.js";
import { addScripts } from "./package-json.js";

/** What `init` would do. Nothing is written yet. */
export interface InitPlan {
  /** Files with their content, by path as the user wrote the folder. */
  readonly files: ReadonlyMap<string, string>;
  /** What is there already and would be replaced, as sentences. */
  readonly conflicts: readonly string[];
  /** Configurations under other names, which would no longer be one of several. */
  readonly surplus: readonly string[];
}

/** Looks at the project's folder. Throws UsageError where its package.json cannot be edited. */
export function planInit(folder: string, answers: InitAnswers): InitPlan {
  const config = join(folder, `octopus-mqtt.config.${answers.format}`);
  const files = new Map([
    [config, configText(answers)],
    [join(folder, schemaPath(answers)), schemaText(answers)],
    ...(answers.github ? [[join(folder, WORKFLOW_PATH), WORKFLOW_TEXT] as const] : []),
  ]);
  const surplus = CONFIG_NAMES.map((name) => join(folder, name)).filter((path) => path !== config && existsSync(path));
  const there = [...[...files.keys()].filter((path) => existsSync(path)), ...surplus];
  const conflicts = there.map((path) => `${path} is there already`);
  if (!answers.scripts) return { files, conflicts, surplus };
  const manifest = join(folder, "package.json");
  const before = existsSync(manifest) ? readFileSync(manifest, "utf8") : undefined;
  const scripts = addScripts(before);
  const replaced = scripts.conflicts.map((name) => `${manifest} has another script "${name}"`);
  if (scripts.text !== before) files.set(manifest, scripts.text);
  return { files, conflicts: [...conflicts, ...replaced], surplus };
}
