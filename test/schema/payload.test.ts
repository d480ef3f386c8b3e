import { describe, expect, test } from "vitest";
import { agreed } from "./portable.js";
import { isValid, propertiesOf, typeSource } from "./sources.js";

const WILL = "mqtt/mqtt-will-message";
const PATTERN = String(propertiesOf(typeSource(WILL)).content?.pattern);

/** Base64 as Octopus decodes it: URL letters mapped, padding dropped, then the standard alphabet without padding. */
function octopusDecodes(text: string): boolean {
  const raw = text.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  return /^[A-Za-z0-9+/]*$/.test(raw) && raw.length % 4 !== 1;
}

const CASES = [
  ...[
    "",
    "YQ==",
    "YQ=",
    "YQ",
    "YWI=",
    "YWI",
    "YWJj",
    "YWJj====",
    "=",
    "====",
    "-_-_",
    "+/+/",
    "+_-/",
    "YQ==\n",
    "Y Q=",
  ],
  ...[
    "Y",
    "YWJjZ",
    "YW=Jj",
    "%%%%",
    "YWJj\nYWJj",
    "YWJj\u00a0",
    "ÄÖÜß",
    "YQ==YQ==",
    "\0\0\0\0",
    "YWJjYQ==",
    "YWJjYWJj",
  ],
];

describe("the will's content is Base64 as Octopus decodes it", () => {
  test.each(CASES)("%j", (content) => {
    expect(agreed(PATTERN, content)).toBe(octopusDecodes(content));
    expect(isValid(WILL, { content })).toBe(octopusDecodes(content));
  });

  test.each([0, 1, 2, 3, 4, 65_533, 65_534, 65_535])("%i bytes fit, in every spelling", (size) => {
    const bytes = Buffer.alloc(size, 0xfb);
    expect(isValid(WILL, { content: bytes.toString("base64") })).toBe(true);
    expect(isValid(WILL, { content: bytes.toString("base64url") })).toBe(true);
  });

  test("65536 bytes do not", () => {
    expect(isValid(WILL, { content: Buffer.alloc(65_536).toString("base64") })).toBe(false);
    expect(isValid(WILL, { content: Buffer.alloc(65_536).toString("base64url") })).toBe(false);
  });

  test.each([null, 5, {}])("%j is no content", (content) => {
    expect(isValid(WILL, { content })).toBe(false);
  });
});
