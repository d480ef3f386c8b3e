import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { directoryResolver } from "../../../runtime/options/directory-resolver.js";
import { mapResolver, resolveReference } from "../../../runtime/options/references.js";
import { thrownBy } from "../thrown.js";

let root: string;
const bytes = Buffer.from([0x68, 0x69, 0x0a, 0xff, 0x00]);

// Laid out as Kubernetes mounts a secret: files are links through ..data into a directory with a date in its name.
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "references-"));
  const mounted = join(root, "mounts", "broker");
  mkdirSync(join(mounted, "..2024_01_01"), { recursive: true });
  writeFileSync(join(mounted, "..2024_01_01", "password"), bytes);
  symlinkSync("..2024_01_01", join(mounted, "..data"));
  symlinkSync("..data/password", join(mounted, "password"));
  writeFileSync(join(root, "outside"), "hunter2");
  writeFileSync(join(root, "mounts", "file"), "not a directory");
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const resolve = (name: string, item: string) =>
  resolveReference(directoryResolver(join(root, "mounts")), { name, item }, "/client/basicAuth/passwordRef");

describe("directoryResolver", () => {
  test("gives the bytes as they are, the newline included", async () => {
    expect(await resolve("broker", "password")).toEqual(bytes);
  });

  test.each([
    ["broker", "absent"],
    ["absent", "password"],
    ["file", "password"],
    ["broker", ".."],
    ["..", "outside"],
    ["broker/..", "password"],
    ["../mounts/broker", "password"],
    ["broker", "../../outside"],
    ["broker", "..data"],
    ["broker", "a\\b"],
    ["broker", "password\0"],
    ["", "password"],
    ["broker", ""],
    [".", "password"],
    ["/", "outside"],
  ])("has nothing for %j, %j", async (name, item) => {
    const error = await thrownBy(() => resolve(name, item));
    expect(error).toMatchObject({ code: "reference-not-found" });
    expect(error.message).not.toContain("hunter2");
  });

  test("a file that cannot be read is told from one that is absent", async () => {
    mkdirSync(join(root, "mounts", "broker", "directory"), { recursive: true });
    const error = await thrownBy(() => resolve("broker", "directory"));
    expect(error).toMatchObject({ code: "reference-not-found", pointer: "/client/basicAuth/passwordRef" });
    expect(error.cause).toMatchObject({ code: "EISDIR" });
  });
});

describe("mapResolver", () => {
  const resolver = mapResolver({ broker: { password: "secret", empty: "", bytes } });

  test("gives texts and bytes", async () => {
    expect(await resolveReference(resolver, { name: "broker", item: "password" }, "/x")).toBe("secret");
    expect(await resolveReference(resolver, { name: "broker", item: "empty" }, "/x")).toBe("");
    expect(await resolveReference(resolver, { name: "broker", item: "bytes" }, "/x")).toBe(bytes);
  });

  test.each([
    ["broker", "absent"],
    ["absent", "password"],
    ["constructor", "name"],
    ["broker", "toString"],
  ])("has nothing for %j, %j, and the error names both", async (name, item) => {
    const error = await thrownBy(() => resolveReference(resolver, { name, item }, "/client/tlsConfig/caFilePEMRef"));
    expect(error).toMatchObject({ code: "reference-not-found", pointer: "/client/tlsConfig/caFilePEMRef" });
    expect(error.message).toContain(`${JSON.stringify(item)} of ${JSON.stringify(name)}`);
    expect(error.message).not.toContain("secret");
  });
});

test("without a resolver the error says how to pass one", async () => {
  const error = await thrownBy(() => resolveReference(undefined, { name: "a", item: "b" }, "/x"));
  expect(error.code).toBe("reference-not-found");
  expect(error.remedy).toContain("`references`");
});

test("a resolver that fails is the cause", async () => {
  const cause = new Error("vault is sealed");
  const resolver = { resolve: () => Promise.reject(cause) };
  const error = await thrownBy(() => resolveReference(resolver, { name: "a", item: "b" }, "/x"));
  expect(error).toMatchObject({ code: "reference-not-found", cause });
});
