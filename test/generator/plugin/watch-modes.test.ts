import { EventEmitter, on } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, onTestFinished, test } from "vitest";
import { schema } from "../source-folder.js";
import { BROKEN, project, speed, type Project } from "./project.js";
import { WATCHING, type Built } from "./watching.js";

const ALL = `import * as generated from "./generated/index.ts";\nglobalThis.generated = generated;\n`;

/** Starts a watch mode; `until` waits for a build that is as wanted, but not for ever. */
async function watching(watch: (typeof WATCHING)[string], one: Project) {
  const builds = new EventEmitter();
  const heard = on(builds, "built", { signal: AbortSignal.timeout(40_000) });
  const end = await watch(one, (built) => builds.emit("built", built));
  onTestFinished(async () => {
    await end();
  });
  return async (isWanted: (built: Built) => boolean): Promise<void> => {
    for await (const [built] of heard as AsyncIterable<[Built]>) if (isWanted(built)) return;
  };
}

describe.each(Object.entries(WATCHING))("%s, as it watches", (_, watch) => {
  test("builds anew for an edit and for a new source, and goes on after an error", { timeout: 60_000 }, async () => {
    const one = await project(speed(10_001), { "src/main.js": ALL });
    const until = await watching(watch, one);
    const holds = (text: string) => (built: Built) => built.code?.includes(text) === true;
    await until(holds("10001"));

    writeFileSync(one.source, speed(10_002));
    await until(holds("10002"));

    writeFileSync(join(one.folder, "schema/load.schema.json"), schema("Load", { type: "integer", maximum: 20_001 }));
    await until(holds("20001"));

    writeFileSync(one.source, BROKEN);
    await until(({ error }) => error?.includes("unknown-keyword") === true);

    writeFileSync(one.source, speed(10_003));
    await until(holds("10003"));
  });
});
