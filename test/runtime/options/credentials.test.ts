import { describe, expect, test } from "vitest";
import { resolveCredentials } from "../../../runtime/options/credentials.js";
import { mapResolver } from "../../../runtime/options/references.js";
import { thrownBy } from "../thrown.js";

const resolver = mapResolver({
  s: {
    user: Buffer.from("j\u00fcrgen"),
    password: "pa:ss w\u00f6rd",
    newline: Buffer.from("pw\n"),
    binary: Buffer.from([0xff, 0xfe]),
    empty: "",
    nul: Buffer.from([1, 0]),
  },
});
const ref = (item: string) => ({ name: "s", item });
const resolve = (basicAuth: Parameters<typeof resolveCredentials>[0]) => resolveCredentials(basicAuth, resolver);

test.each([undefined, null])("basicAuth %j means no credentials", async (basicAuth) => {
  expect(await resolve(basicAuth)).toBeUndefined();
});

describe("given", () => {
  test.each([
    ["in place", { username: "u", password: "p:w" }, { username: "u", password: "p:w" }],
    [
      "by reference",
      { usernameRef: ref("user"), passwordRef: ref("password") },
      { username: "j\u00fcrgen", password: "pa:ss w\u00f6rd" },
    ],
    [
      "mixed, null counting as absent",
      { username: "u", usernameRef: null, password: null, passwordRef: ref("password") },
      { username: "u", password: "pa:ss w\u00f6rd" },
    ],
    [
      "an empty literal beside a reference",
      { username: "", usernameRef: ref("user"), password: "p" },
      { username: "j\u00fcrgen", password: "p" },
    ],
    [
      "with a newline from the file",
      { username: "u", passwordRef: ref("newline") },
      { username: "u", password: "pw\n" },
    ],
    [
      "a password that is no text",
      { username: "u", passwordRef: ref("binary") },
      { username: "u", password: Buffer.from([0xff, 0xfe]) },
    ],
  ])("%s", async (_, basicAuth, credentials) => {
    expect(await resolve(basicAuth)).toEqual(credentials);
  });

  test("the longest that fit", async () => {
    const longest = "\u00fc".repeat(32_767) + "x";
    expect(await resolve({ username: longest, password: longest })).toEqual({ username: longest, password: longest });
  });
});

describe("refused, with the place and without the value", () => {
  test.each([
    ["/client/basicAuth/username", /missing/, { password: "hunter2" }],
    ["/client/basicAuth/password", /missing/, { username: "hunter2" }],
    ["/client/basicAuth/username", /missing/, {}],
    ["/client/basicAuth/password", /missing/, { username: "u", password: "" }],
    ["/client/basicAuth/passwordRef", /empty/, { username: "hunter2", passwordRef: ref("empty") }],
    ["/client/basicAuth/passwordRef", /U\+0000/, { username: "hunter2", passwordRef: ref("nul") }],
    ["/client/basicAuth/username", /U\+0000/, { username: "hunter2\0", password: "p" }],
    ["/client/basicAuth/password", /surrogate/, { username: "u", password: "hunter2\ud800" }],
    ["/client/basicAuth/username", /not UTF-8/, { usernameRef: ref("binary"), password: "hunter2" }],
    ["/client/basicAuth/password", /longer than 65535/, { username: "u", password: "hunter2".repeat(9363) }],
  ])("%s: %s", async (pointer, complaint, basicAuth) => {
    const error = await thrownBy(() => resolve(basicAuth));
    expect(error).toMatchObject({ code: "invalid-options", pointer });
    expect(error.message).toMatch(complaint);
    expect(error.message).not.toContain("hunter2");
  });

  test("a reference that leads nowhere", async () => {
    const error = await thrownBy(() => resolve({ username: "u", passwordRef: ref("absent") }));
    expect(error).toMatchObject({ code: "reference-not-found", pointer: "/client/basicAuth/passwordRef" });
  });
});
