import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PROBLEM_CODES } from "../../runtime/cli/problem.js";
import { linkYaml, runCli, writeFiles } from "./run-cli.js";

describe("--help", () => {
  test.each([[["--help"]], [["help"]], [["-h"]]])("%j lists the verbs and exit codes", async (argv) => {
    const { code, stdout, stderr } = await runCli(argv);
    for (const word of ["validate", "topics", "publish", "subscribe", "Examples:", "Exit codes:"]) {
      expect(stdout).toContain(word);
    }
    expect([code, stderr]).toEqual([0, ""]);
  });

  test.each(["validate", "topics", "publish", "subscribe"])(
    "%s --help has an example and says what --json prints",
    async (verb) => {
      const { code, stdout } = await runCli([verb, "--help"]);
      expect(stdout).toContain(`Usage: octopus-mqtt ${verb}`);
      expect(stdout).toMatch(/Example:\n {2}\$ .*octopus-mqtt/);
      expect(stdout).toContain("--json prints one object");
      expect(stdout).toContain("130, 143  stopped by SIGINT or SIGTERM");
      expect(code).toBe(0);
      expect((await runCli(["help", verb])).stdout).toBe(stdout);
    },
  );
});

test("--version is that of the package", async () => {
  const text = readFileSync(new URL("../../runtime/cli/package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(text) as { version: string };
  expect(await runCli(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test.each([
  { argv: [], says: "Usage: octopus-mqtt" },
  { argv: ["publsh", "a.yaml"], says: "unknown command 'publsh'" },
  { argv: ["validate"], says: "missing required argument 'file'" },
  { argv: ["validate", "--nope", "a"], says: "unknown option '--nope'" },
  { argv: ["topics", "a", "b"], says: "too many arguments" },
  { argv: ["publish", "a", "--qos", "3"], says: "Expected 0, 1 or 2." },
  { argv: ["publish", "a", "--timeout", "10"], says: "Expected a duration such as 10s" },
  { argv: ["publish", "a", "--timeout", "-1s"], says: "Expected a duration such as 10s" },
  { argv: ["subscribe", "a", "--timeout", "9999h"], says: "between 1ms and 24 days" },
  { argv: ["subscribe", "a", "--count", "0"], says: "Expected a whole number of at least 1." },
  { argv: ["publish", "-"], says: "stdin-twice" },
])("$argv is wrong usage", async ({ argv, says }) => {
  const { code, stdout, stderr } = await runCli(argv);
  expect(stderr).toContain(says);
  expect([code, stdout]).toEqual([2, ""]);
});

describe("the manifest to connect with", () => {
  const files = writeFiles({
    "two.yaml": `${linkYaml({ name: "one" })}---\n${linkYaml({ name: "two" })}`,
    "bad.yaml": linkYaml({ client: ["kepAlive: 1s"] }),
    "good.yaml": linkYaml(),
    "half.yaml": `${linkYaml()}---\na: [`,
    "none.yaml": "apiVersion: devices.edge.cattle.io/v1alpha1\nkind: ModbusDevice\nmetadata: {name: a}\nspec: {}\n",
  });
  const TWO = "\n  DeviceLink default/one (line 1)\n  DeviceLink default/two (line 19)\n";

  test.each(["publish", "subscribe"])("%s wants to know which of several", async (verb) => {
    const { code, stderr } = await runCli([verb, files["two.yaml"]]);
    expect(stderr).toContain("several-links: ");
    expect(stderr).toContain(`choose one with --link NAMESPACE/NAME, among:${TWO}`);
    expect(code).toBe(2);
  });

  test("--link must be in the file", async () => {
    const { code, stderr } = await runCli(["publish", files["two.yaml"], "--link", "default/three"]);
    expect(stderr).toContain(`link-not-found: ${files["two.yaml"]} has no default/three; it has:${TWO}`);
    expect(code).toBe(2);
  });

  test.each(["publish", "subscribe"])("%s refuses one with errors, showing them", async (verb) => {
    const { code, stdout, stderr } = await runCli([verb, files["bad.yaml"]], "1");
    expect(stderr).toContain("bad.yaml:15:13: error unknown-field");
    expect(stderr).toContain("octopus-mqtt: error invalid-manifest: DeviceLink default/one in ");
    expect([code, stdout]).toEqual([1, ""]);
  });

  test("one without MQTT options is refused", async () => {
    const { code, stderr } = await runCli(["publish", files["none.yaml"]], "1");
    expect(stderr).toContain("no-mqtt-options");
    expect(code).toBe(1);
  });

  test("a file that does not parse whole is refused", async () => {
    const { code, stderr } = await runCli(["publish", files["half.yaml"]], "1");
    expect(stderr).toContain("error yaml-syntax");
    expect(stderr).toContain("octopus-mqtt: error unusable-file: ");
    expect(code).toBe(1);
  });

  test("--server must fit the manifest; its user info is not repeated", async () => {
    const { code, stderr } = await runCli(["publish", files["good.yaml"], "--server", "tcp://me:hunter2@host:1"], "1");
    expect(stderr).toMatch(/^octopus-mqtt: error user-info-in-server: with --server tcp:\/\/\*\*\*@host:1: /);
    expect(stderr).not.toContain("hunter2");
    expect(code).toBe(2);
  });

  test("errors are JSON lines on stderr with --json", async () => {
    const { stderr } = await runCli(["publish", "--json", files["bad.yaml"]], "1");
    const lines = stderr
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      { problem: { code: "unknown-field", line: 15 } },
      { error: { code: "invalid-manifest", message: expect.stringContaining("cannot be used") as string } },
    ]);
  });

  test("a status file that is not there is told before connecting", async () => {
    const { code, stderr } = await runCli(["publish", files["good.yaml"], "--status", "no/such.json"]);
    expect(stderr).toBe("octopus-mqtt: error file-unreadable: no/such.json cannot be read: there is no such file\n");
    expect(code).toBe(1);
  });
});

test("codes are kebab-case", () => {
  expect(Object.keys(PROBLEM_CODES).filter((code) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(code))).toEqual([]);
});
