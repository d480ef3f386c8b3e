import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { docCommentText } from "../../../generator/print/doc-comment.js";

const lines = (text: string) => docCommentText({ text }).split("\n");

describe("doc comments", () => {
  test("paragraphs are wrapped, and line breaks within one do not matter", () => {
    const words = Array.from({ length: 40 }, (_, index) => `word${index}`);
    const wrapped = lines(words.join(" "));
    expect(wrapped.map((line) => line.length).every((length) => length <= 95)).toBe(true);
    expect(wrapped.length).toBeGreaterThan(2);
    expect(lines(words.join("\n"))).toEqual(wrapped);
  });

  test("list items are wrapped under their text, and code is not wrapped", () => {
    const long = "x ".repeat(60).trim();
    expect(lines(`Intro:\n- ${long}\n\n\`\`\`\n${long}\n\`\`\``)).toEqual([
      "Intro:",
      `- ${"x ".repeat(47).trim()}`,
      `  ${"x ".repeat(13).trim()}`,
      "",
      "```",
      long,
      "```",
    ]);
  });

  test("a word that is longer than a line has one to itself", () => {
    const url = `https://${"a".repeat(120)}`;
    expect(lines(`See ${url} there`)).toEqual(["See", url, "there"]);
    expect(lines(url)).toEqual([url]);
  });

  test("tags follow after an empty line, each on one line", () => {
    const tags = [
      { name: "default", text: '"*/"' },
      { name: "deprecated", text: "" },
    ] as const;
    expect(docCommentText({ text: "Text.", tags })).toBe('Text.\n\n@default "*\\/"\n@deprecated');
    expect(docCommentText({ text: "", tags })).toBe('@default "*\\/"\n@deprecated');
  });

  test("no text ends the comment, begins a tag or loses a word", () => {
    const word = fc.oneof(fc.constantFrom("*/", "**/", "@default", "`", "{", "-", "1.", "\n", "\n\n"), fc.string());
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join(" ");
        const result = docCommentText({ text });
        expect(result).not.toMatch(/\*\//);
        const fences = /```[^]*/;
        expect(result.replace(fences, "")).not.toMatch(/^\s*@/m);
        expect(result.replaceAll("\\", "").split(/\s+/).join("")).toBe(text.replaceAll("\\", "").split(/\s+/).join(""));
      }),
    );
  });
});
