import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { DEVICE_YAML, linkYaml, runCli, startCli, writeFiles } from "./run-cli.js";

/** Runs `validate` on one file, given by its text; the file is called FILE in what comes back. */
async function validate(text: string, ...options: string[]): Promise<{ code: number; lines: string[] }> {
  const path = writeFiles({ "links.yaml": text })["links.yaml"];
  const { code, stdout, stderr } = await runCli(["validate", ...options, path]);
  expect(stderr).toBe("");
  return { code, lines: stdout.replaceAll(path, "FILE").trimEnd().split("\n") };
}

test("the DeviceLinks of the demo are valid", async () => {
  const folder = fileURLToPath(new URL("../../runtime/demo/links/", import.meta.url));
  const files = readdirSync(folder).map((file) => folder + file);
  const { code, stdout } = await runCli(["validate", "--strict", ...files]);
  expect(stdout).toMatch(/\n7 manifests: 7 valid\n$/);
  expect(code).toBe(0);
});

describe("what is wrong is shown where it is", () => {
  test("an unknown field", async () => {
    const { code, lines } = await validate(linkYaml({ client: ["kepAlive: 10s"] }));
    expect(lines).toEqual([
      "FILE:15:13: error unknown-field: unknown field `kepAlive`; did you mean `keepAlive`?",
      "   15 |             kepAlive: 10s",
      "      |             ^^^^^^^^",
      "1 manifest: 0 valid, 1 with errors",
    ]);
    expect(code).toBe(1);
  });

  test("a value", async () => {
    const { lines } = await validate(linkYaml({ message: ["qos: 3"] }));
    expect(lines.slice(0, 3)).toEqual([
      expect.stringMatching(/^FILE:17:18: error value-not-allowed: `qos` must be/),
      "   17 |             qos: 3",
      "      |                  ^",
    ]);
  });

  test("a missing field, at its parent", async () => {
    const { lines } = await validate(linkYaml({ message: ["will:", "  topic: x"] }));
    expect(lines.slice(0, 3)).toEqual([
      expect.stringMatching(/^FILE:17:13: error missing-field: missing field `content`/),
      "   17 |             will:",
      "      |             ^^^^",
    ]);
  });

  test("a rule between fields", async () => {
    const { lines } = await validate(linkYaml({ client: ["tlsConfig: {serverName: a}"] }));
    expect(lines[0]).toMatch(/^FILE:15:\d+: error /);
    expect(lines[1]).toContain("tlsConfig");
  });

  test("a device manifest, in the pointer and in the file", async () => {
    const { lines } = await validate(DEVICE_YAML.replace("will: {content: b2Zm}", "qos: 7"));
    expect(lines[0]).toMatch(/^FILE:17:54: error value-not-allowed/);
    const json = await validate(DEVICE_YAML.replace("will: {content: b2Zm}", "qos: 7"), "--json");
    const { manifests } = JSON.parse(json.lines[0] ?? "") as { manifests: { problems: { pointer: string }[] }[] };
    expect(manifests[0]?.problems[0]?.pointer).toBe("/spec/extension/mqtt/message/qos");
  });

  test("a topic that comes out unusable", async () => {
    const { code, lines } = await validate(linkYaml({ topic: ":path", message: ['path: ""'] }));
    expect(lines[0]).toMatch(/^FILE:16:20: error topic-empty: the publish topic comes out as ""/);
    expect(code).toBe(1);
  });

  test("an unknown kind", async () => {
    const { lines } = await validate("apiVersion: apps/v1\nkind: Deployment\nspec: {}\n");
    expect(lines[0]).toMatch(
      /^FILE:2:7: error unknown-kind: unknown kind "Deployment" .* expected one of DeviceLink, /,
    );
  });

  test("the wrong API version of a known kind", async () => {
    const { lines } = await validate(DEVICE_YAML.replace("v1alpha1", "v1"));
    expect(lines[0]).toMatch(
      /^FILE:1:13: error value-not-allowed: `apiVersion` must be "devices\.edge\.cattle\.io\/v1alpha1"/,
    );
  });

  test("a document that is no manifest", async () => {
    expect((await validate("- 1\n")).lines[0]).toMatch(/^FILE:1:3: error not-a-manifest/);
    expect((await validate("kind: ModbusDevice\n")).lines[0]).toMatch(
      /^FILE:1:1: error missing-field: missing field `apiVersion`/,
    );
  });

  test("a missing file", async () => {
    const { code, stdout } = await runCli(["validate", "no/such.yaml"]);
    expect(stdout).toBe(
      "no/such.yaml: error file-unreadable: the file cannot be read: there is no such file\n" +
        "0 manifests: 0 valid, 1 unreadable\n",
    );
    expect(code).toBe(1);
  });

  test("a folder", async () => {
    const { code, stdout } = await runCli(["validate", "."]);
    expect(stdout).toContain(".: error file-unreadable: the file cannot be read: it is a folder");
    expect(code).toBe(1);
  });
});

test("all manifests are checked, in documents and in a List, and counted", async () => {
  const list = { apiVersion: "v1", kind: "List", items: [{ apiVersion: "v1", kind: "Pod", spec: {} }] };
  const text = [
    linkYaml(),
    DEVICE_YAML,
    `${JSON.stringify(list)}\n`,
    "a: [\n",
    linkYaml({ client: ['keepAlive: "0"'] }),
  ];
  const { code, lines } = await validate(text.join("---\n"));
  expect(lines[0]).toMatch(/^FILE:40:1: error yaml-syntax: /);
  expect(lines).toContain("FILE:1: DeviceLink default/one is valid");
  expect(lines.at(-1)).toBe("4 manifests: 3 valid, 1 with errors, 1 unreadable, 1 warning");
  expect(code).toBe(1);
});

describe("warnings", () => {
  const text = linkYaml({ client: ['keepAlive: "0"'] });

  test("do not fail", async () => {
    const { code, lines } = await validate(text);
    expect(lines[0]).toMatch(/^FILE:15:24: warning /);
    expect(lines.at(-1)).toBe("1 manifest: 1 valid, 1 warning");
    expect(code).toBe(0);
  });

  test("fail with --strict", async () => {
    const { code, lines } = await validate(text, "--strict");
    expect(lines.at(-1)).toBe("1 manifest: 0 valid, 1 with errors, 1 warning");
    expect(code).toBe(1);
  });

  test("tell of a keyword that does not exist", async () => {
    const { lines } = await validate(linkYaml({ topic: "a/:nmae" }));
    expect(lines[0]).toMatch(/^FILE:16:20: warning unknown-topic-keyword: .*`:name`/);
  });

  test("tell of a manifest without MQTT options", async () => {
    const { code, lines } = await validate(DEVICE_YAML.replace(/ {2}extension:[^]*/, ""));
    expect(lines[0]).toMatch(/^FILE:12:1: warning no-mqtt-options: ModbusDevice works\/pump has no MQTT options/);
    expect(code).toBe(0);
  });
});

test("stdin is read for -", async () => {
  const { code, stdout } = await runCli(["validate", "-"], linkYaml());
  expect(stdout).toBe("<stdin>:1: DeviceLink default/one is valid\n1 manifest: 1 valid\n");
  expect(code).toBe(0);
});

test("--json prints one object", async () => {
  const { code, lines } = await validate(linkYaml({ client: ["kepAlive: 10s"], uid: null }), "--json");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    manifests: [
      {
        file: "FILE",
        line: 1,
        manifest: "DeviceLink default/one",
        link: { namespace: "default", name: "one", uid: expect.any(String) as string, uidDerived: true },
        valid: false,
        problems: [
          {
            severity: "error",
            code: "unknown-field",
            message: "unknown field `kepAlive`; did you mean `keepAlive`?",
            file: "FILE",
            line: 15,
            column: 13,
            pointer: "/spec/template/spec/extension/mqtt/client/kepAlive",
          },
        ],
      },
    ],
    problems: [],
    summary: { manifests: 1, valid: 0, invalid: 1, warnings: 0, unreadable: 0 },
  });
  expect(code).toBe(1);
});

test("colours are written only where they are wanted", async () => {
  const path = writeFiles({ "a.yaml": linkYaml({ message: ["qos: 3"] }) })["a.yaml"];
  const coloured = await startCli(["validate", path], true).result;
  const plain = await startCli(["validate", path], false).result;
  expect(coloured.stdout).toContain("\u001b[31merror\u001b[39m");
  expect(plain.stdout).not.toContain("\u001b");
});

test("a secret is not shown, whatever is wrong with it", async () => {
  const client = ["basicAuth: {username: me, password: hunter2, passwordRef: {name: a, item: b}}"];
  const { stdout } = await runCli(["validate", "-"], linkYaml({ client, server: "tcp://me:hunter2@host:1" }));
  expect(stdout).toContain("error");
  expect(stdout).not.toContain("hunter2");
  const json = await runCli(["validate", "--json", "-"], linkYaml({ client, server: "tcp://me:hunter2@host:1" }));
  expect(json.stdout).not.toContain("hunter2");
});
