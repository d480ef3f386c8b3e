import { beforeAll, describe, expect, test } from "vitest";
import { BUILDS, filesOf, optionsOf } from "./builds.js";
import { COMPILERS, compile } from "./compilers.js";

describe.each(BUILDS)("$name", (build) => {
  let files: ReadonlyMap<string, string>;

  beforeAll(async () => {
    files = await filesOf(build);
  });

  test.each(COMPILERS)("compiles under every strict flag of TypeScript %s", (_, compiler) => {
    expect(compile(compiler, files, optionsOf(build)).errors).toBe("");
  });
});
