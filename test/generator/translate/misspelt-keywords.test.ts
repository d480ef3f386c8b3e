import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildSources } from "../../../generator/generate.js";
import { repositoryRoot } from "../../repository/imports.js";
import { folderWith, schema } from "../source-folder.js";

const dialect = readFileSync(join(repositoryRoot, "schema/meta/dialect.schema.json"), "utf8");
const KEYWORDS = [...new Set(dialect.match(/(?<=")x-[a-z-]+(?=": \{)/g))];

// The annotations of other tools are left out, and one of ours that is misspelt is none of theirs.
test.each(KEYWORDS)("%s without one of its letters is refused, and known again", async (keyword) => {
  const misspelt = keyword.replace(/^x-(.)(.)/, "x-$1");
  const thing = schema("Thing", { type: "string", maxLength: 9, [misspelt]: true });
  const { diagnostics } = await buildSources(await folderWith({ "thing.schema.json": thing }));
  expect(diagnostics.map(({ code, pointer }) => [code, pointer])).toEqual([["unknown-keyword", `/${misspelt}`]]);
});

test("the dialect has keywords of its own", () => {
  expect(KEYWORDS.length).toBeGreaterThan(10);
});
