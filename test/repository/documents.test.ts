import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { repositoryRoot } from "./imports.js";
import { readmeBlocks } from "./readme.js";

const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "generator/README.md",
  "runtime/OPTIONS.md",
  "runtime/README.md",
  "runtime/cli/README.md",
  "runtime/session/store/README.md",
  "runtime/site/README.md",
];
const TOP_LEVEL = /^(schema|generator|generated|runtime|templates|test|\.ci)\//;

function text(document: string): string {
  return readFileSync(join(repositoryRoot, document), "utf8");
}

/** The anchors that GitHub makes of a document's headings. */
function anchors(document: string): Set<string> {
  const headings = text(document)
    .replaceAll(/```.*?```/gs, "")
    .matchAll(/^#+ (.*)$/gm);
  const slugs = [...headings].map(([, heading = ""]) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, "")
      .replaceAll(" ", "-"),
  );
  return new Set(slugs);
}

describe.each(DOCUMENTS)("%s", (document) => {
  test("names only paths that exist", () => {
    const quoted = [...text(document).matchAll(/`([^`\s]+)`/g)].map(([, path = ""]) => path);
    const missing = quoted
      .filter((path) => TOP_LEVEL.test(path))
      .filter((path) => !existsSync(join(repositoryRoot, path)));
    expect(missing).toEqual([]);
  });

  test("links only to files that exist", () => {
    const targets = [...text(document).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target = ""]) => target);
    const local = targets.filter((target) => !target.includes("://"));
    const missing = local.filter((target) => !existsSync(join(repositoryRoot, dirname(document), target)));
    expect(missing).toEqual([]);
  });

  test("links only to headings that exist", () => {
    const links = [...text(document).matchAll(/\]\(((?!https?:)[^)#\s]*)#([^)\s]+)\)/g)];
    const missing = links.filter(([, target = "", anchor = ""]) => {
      const path = target === "" ? document : join(dirname(document), target);
      return path.endsWith(".md") && !anchors(path).has(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  test("names only npm scripts that exist", () => {
    const { scripts } = JSON.parse(text("package.json")) as { scripts: Record<string, string> };
    const named = [...text(document).matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, script = ""]) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

describe("the README's commands", () => {
  test("are two; recordings.test.ts and CI run them", () => {
    expect(readmeBlocks("sh")).toEqual(["npm ci && npm start\n", "npm ci && npm test\n"]);
    expect(text(".ci/run")).toContain("npm ci && npm test");
  });
});
