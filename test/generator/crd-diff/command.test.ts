import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../source-folder.js";
import { object, thing } from "./crds.js";
import { run } from "./run.js";

const size = (keywords: object) => thing(object({ size: { type: "integer", ...keywords } }));

/** A folder with an old file, and new ones of each severity. */
const files = () =>
  folderWith({
    "old.json": size({ maximum: 9 }),
    "breaking.json": size({ maximum: 8 }),
    "warning.json": size({ maximum: 9, default: 1 }),
    "harmless.json": size({ maximum: 10 }),
  });

async function codes(name: string, ...argv: string[]): Promise<number> {
  const folder = await files();
  return (await run("diff", join(folder, "old.json"), join(folder, `${name}.json`), ...argv)).code;
}

describe("the exit code", () => {
  test("is 1 when something breaks, and 0 otherwise", async () => {
    expect([await codes("breaking"), await codes("warning"), await codes("harmless"), await codes("old")]).toEqual([
      1, 0, 0, 0,
    ]);
  });

  test("follows --fail-on", async () => {
    const failOn = async (severity: string) => [
      await codes("breaking", "--fail-on", severity),
      await codes("warning", "--fail-on", severity),
      await codes("harmless", "--fail-on", severity),
    ];
    expect(await failOn("breaking")).toEqual([1, 0, 0]);
    expect(await failOn("warning")).toEqual([1, 1, 0]);
    expect(await failOn("never")).toEqual([0, 0, 0]);
  });

  test("is 2 for wrong usage", async () => {
    expect((await run("diff", "one")).code).toBe(2);
    expect((await run("diff", "one", "two", "--fail-on", "harmless")).code).toBe(2);
    expect((await run("diff", "one", "two", "--json", "--github")).code).toBe(2);
  });
});

describe("a report", () => {
  const compare = async (...argv: string[]) => {
    const folder = await files();
    const { out } = await run("diff", join(folder, "old.json"), join(folder, "breaking.json"), ...argv);
    return out.replaceAll(`${folder}/`, "");
  };

  test("as text ends with the counts", async () => {
    expect(await compare()).toMatch(
      /^things\.example\.dev v1\n {2}breaking {2}maximum\/tightened {2}\.spec\.size: 9 -> 8\n[^]*\n\n1 breaking, 0 warnings, 0 harmless\n$/,
    );
  });

  test("as JSON has every part of a change", async () => {
    expect(JSON.parse(await compare("--json"))).toEqual({
      summary: { breaking: 1, warning: 0, harmless: 0 },
      changes: [
        {
          rule: "maximum/tightened",
          severity: "breaking",
          crd: "things.example.dev",
          version: "v1",
          path: ".spec.size",
          pointer: "/properties/spec/properties/size",
          old: 9,
          new: 8,
          message: expect.stringContaining("a greater number is refused") as string,
          file: "breaking.json",
          line: 28,
        },
      ],
    });
  });

  test("for GitHub points at the line, and escapes what a command may not hold", async () => {
    const out = await compare("--github");
    expect(out).toMatch(
      /^::error file=breaking\.json,line=28,title=maximum\/tightened::things\.example\.dev v1 \.spec\.size: 9 -> 8%0AWhoever [^\n]*\n1 breaking, 0 warnings, 0 harmless\n$/,
    );
    const folder = await folderWith({
      "a,b:c.json": thing(object({ a: { type: "string", pattern: "100%" } })),
      "old.json": thing(object({ a: { type: "string" } })),
    });
    const escaped = await run("diff", join(folder, "old.json"), join(folder, "a,b:c.json"), "--github");
    expect(escaped.out).toContain("a%2Cb%3Ac.json,line=28,title=pattern/added::");
    expect(escaped.out).toContain('nothing -> "100%25"%0A');
  });

  test("says so when nothing has changed", async () => {
    const folder = await files();
    expect((await run("diff", join(folder, "old.json"), join(folder, "old.json"))).out).toBe("no changes\n");
  });
});

test("the rules are listed", async () => {
  const { code, out } = await run("diff-rules");
  expect(code).toBe(0);
  expect(out).toMatch(/^breaking {2}existingFieldRemoval {2}The server drops/m);
});
