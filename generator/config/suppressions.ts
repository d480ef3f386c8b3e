import { join, resolve, sep } from "node:path";
import { pointerTo } from "../input/json-pointer.js";
import type { Suppression } from "../diagnostics.js";
import type { ReadConfig } from "./read-config.js";

/** What a job of a configuration wants not to be told. Findings about it have a pointer, but no line yet. */
export function configSuppressions(
  { path, config }: Pick<ReadConfig, "path" | "config">,
  job: string,
  schemaDir: string,
): Suppression[] {
  const given = config.jobs[job]?.suppress ?? [];
  return given.map(({ code, reason, source }, index) => {
    const covered = resolve(join(schemaDir, source ?? "."));
    const pointer = pointerTo("", "jobs", job, "suppress", index);
    return {
      ...{ code, reason, kind: "external" },
      covers: ({ file }) => source == null || resolve(file) === covered || resolve(file).startsWith(covered + sep),
      finding: (about) => ({ ...about, file: path, pointer, line: 0, column: 0 }),
    };
  });
}
