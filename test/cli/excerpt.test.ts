import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseManifestFile } from "../../runtime/cli/manifest-file.js";
import { SECRET_FIELDS } from "../../runtime/cli/mask-secrets.js";
import type { Part } from "../../runtime/cli/positions.js";
import { formatProblem } from "../../runtime/cli/problem.js";

/** The excerpt as printed, for a pointer into the only manifest, or for the only problem of the file. */
function excerpt(text: string, pointer = "", part: Part = "value"): string {
  const { manifests, problems } = parseManifestFile("x.yaml", Buffer.from(text));
  const problem = problems[0] ?? manifests[0]?.problemAt(pointer, part, { severity: "error", code: "x", message: "m" });
  if (!problem) throw new Error("nothing to print");
  return formatProblem(problem, false).split("\n").slice(1).join("\n");
}

const LINE = "hunter2";

test.each([
  { name: "a password", text: `password: ${LINE}\n`, pointer: "/password", want: "password: ***" },
  { name: "a quoted password", text: `password: "${LINE} x"\n`, pointer: "/password", want: "password: ***" },
  { name: "a misspelled password", text: `pasword: ${LINE}\n`, pointer: "/pasword", want: "pasword: ***" },
  {
    name: "what is next to it",
    text: `{"password": "${LINE}", "qos": 7}`,
    pointer: "/qos",
    want: '{"password": ***, "qos": 7}',
  },
  {
    name: "HTTP headers",
    text: `httpHeaders: {Authorization: [${LINE}]}\n`,
    pointer: "/httpHeaders/x",
    want: "httpHeaders: ***",
  },
  { name: "an anchored password", text: `x: &p ${LINE}\npassword: *p\n`, pointer: "/x", want: "x: &p ***" },
  {
    name: "a password in a URI",
    text: `server: tcp://me:${LINE}@host:1\n`,
    pointer: "/server",
    want: "server: tcp://***@host:1",
  },
  { name: "text that does not parse", text: `password: '${LINE}\n`, pointer: "", want: "" },
  { name: "JSON that does not parse", text: `{"a": 1, "password": "${LINE}" "b"}`, pointer: "", want: "" },
])("$name is never shown", ({ text, pointer, want }) => {
  const printed = excerpt(text, pointer);
  expect(printed).not.toContain(LINE);
  expect(printed).toContain(want);
});

test("a key in PEM is not shown, whichever line is", () => {
  const text = "keyFilePEM: |\n  -----BEGIN\n  c2VjcmV0\nqos: 1\n";
  expect(excerpt(text, "/keyFilePEM")).toBe("    1 | keyFilePEM: ***\n      | ^^^^^^^^^^");
});

test("a reference to a secret is no secret", () => {
  expect(excerpt("passwordRef: {name: a, item: b}\n", "/passwordRef/name")).toContain("{name: a, item: b}");
});

test("carets follow what a mask has moved", () => {
  const text = '{"password": "a very long password indeed", "kepAlive": 1}';
  const want = '    1 | {"password": ***, "kepAlive": 1}\n      |                   ^^^^^^^^^^';
  expect(excerpt(text, "/kepAlive", "key")).toBe(want);
});

test("carets stand under the token after tabs", () => {
  expect(excerpt("a:\t\tb\n", "/a")).toBe("    1 | a:\t\tb\n      |   \t\t^");
});

test("a long line is cut around the token", () => {
  const text = `{"a": "${"x".repeat(300)}", "qos": 7, "b": "${"y".repeat(300)}"}`;
  const [line = "", carets = ""] = excerpt(text, "/qos").split("\n");
  expect(line.length).toBeLessThan(130);
  expect(line.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("7");
});

test("every field that the schema calls a secret is masked", () => {
  const folder = new URL("../../schema/mqtt/", import.meta.url);
  const secret = readdirSync(folder).flatMap((file) => {
    const schema = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as {
      properties?: Record<string, { "x-octopus-secret"?: boolean }>;
    };
    return Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
      field["x-octopus-secret"] ? [name] : [],
    );
  });
  expect(secret.sort()).toEqual([...SECRET_FIELDS].sort());
});
