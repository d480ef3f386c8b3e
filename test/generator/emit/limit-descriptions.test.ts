import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutText } from "../../../generator/emit/structural/limit-descriptions.js";

describe("a text that is cut", () => {
  test.each([
    ["stays whole when it fits", "One. Two.", 9, "One. Two."],
    ["ends with a sentence", "One sentence. And another one.", 20, "One sentence."],
    ["ends with a sentence that just fits", "One sentence. And another one.", 13, "One sentence."],
    [
      "ends with a word where the sentence would be too short",
      "No. But then a very long one follows.",
      24,
      "No. But then a very...",
    ],
    ["does not end with a comma", "First, second, third and so on", 20, "First, second..."],
    ["takes the dot of 1.5 for no end", "About 1.5 seconds is what it takes.", 20, "About 1.5 seconds..."],
    ["counts code points", "🙂🙂🙂 🙂🙂🙂", 6, "🙂🙂🙂..."],
    ["without blanks is cut anywhere", "abcdefghij", 4, "abcd"],
    ["to almost nothing is still cut", "ab cd", 2, "ab"],
  ])("%s", (_, text, limit, expected) => {
    expect(cutText(text, limit)).toBe(expected);
  });

  test("is never longer than it may be, and begins as the text does", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", " ", ".", "é", "🙂", "\n"), maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const cut = cutText(text, limit);
        expect(Array.from(cut).length).toBeLessThanOrEqual(limit);
        expect(text.startsWith(cut.replace(/\.\.\.$/, ""))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
