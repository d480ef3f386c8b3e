import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { DEVICE_YAML, linkYaml, runCli } from "./run-cli.js";

const CASES = fileURLToPath(new URL("../../runtime/demo/links/", import.meta.url));

test.each([
  ["case1", "cattle.io/octopus/default/device/case1", "cattle.io/octopus/default/device/case1"],
  [
    "case2",
    "cattle.io/octopus/device/41478d1e-c3f8-46e3-a3b5-ba251f285277",
    "cattle.io/octopus/device/41478d1e-c3f8-46e3-a3b5-ba251f285277",
  ],
  ["case3", "cattle.io/octopus/set/device/default/case3", "cattle.io/octopus/device/default/case3"],
  [
    "case4",
    "cattle.io/octopus/device/region/ap/014997f5-1f12-498b-8631-d2f22920e20a",
    "cattle.io/octopus/status/device/region/ap/014997f5-1f12-498b-8631-d2f22920e20a",
  ],
])("%s of the document", async (name, publish, subscribe) => {
  expect(await runCli(["topics", `${CASES}${name}.yaml`])).toEqual({
    code: 0,
    stdout: `DeviceLink default/${name}\n  publish    ${publish}\n  subscribe  ${subscribe}\n  will       (none)\n`,
    stderr: "",
  });
});

test("a device has the identity of the DeviceLink that owns it", async () => {
  const topic = "works/pump-link/014997f5-1f12-498b-8631-d2f22920e20a";
  const { stdout, stderr } = await runCli(["topics", "-"], DEVICE_YAML);
  const want = `ModbusDevice works/pump\n  publish    ${topic}\n  subscribe  ${topic}\n  will       ${topic}/$will\n`;
  expect([stdout, stderr]).toEqual([want, ""]);
});

test("a DeviceLink without a uid gets a stable one, with a notice", async () => {
  const text = linkYaml({ uid: null, topic: "a/:uid" });
  const first = await runCli(["topics", "-"], text);
  expect(await runCli(["topics", "-"], text)).toEqual(first);
  const uid = /publish {4}a\/([0-9a-f-]{36})\n/.exec(first.stdout)?.[1] ?? "(none)";
  expect(first.stderr).toBe(
    `note: DeviceLink default/one has no uid yet; ${uid}, made from namespace and name, stands in for it\n`,
  );
  expect(first.code).toBe(0);
});

test("--json prints one object", async () => {
  const text = linkYaml({ message: ["will: {topic: gone/:name, content: b2Zm}"] });
  const { stdout } = await runCli(["topics", "--json", "-"], `${text}---\n${linkYaml({ client: ["a: 1"] })}`);
  const { manifests } = JSON.parse(stdout) as { manifests: object[] };
  expect(manifests).toMatchObject([
    {
      file: "<stdin>",
      line: 1,
      manifest: "DeviceLink default/one",
      link: { namespace: "default", name: "one", uid: "835aea2e-5f80-4d14-88f5-40c4bda41aa3", uidDerived: false },
      topics: { publish: "test/default/one", subscribe: "test/default/one", will: "gone/one" },
      problems: [],
    },
    { topics: null, problems: [{ code: "unknown-field", line: 34 }] },
  ]);
});

test("an unknown keyword is a warning; the topic is printed", async () => {
  const { code, stdout, stderr } = await runCli(["topics", "-"], linkYaml({ topic: "a/:nmae/b" }));
  expect(stdout).toContain("publish    a/b\n");
  expect(stderr).toMatch(/^<stdin>:16:20: warning unknown-topic-keyword: .*`:name`/);
  expect(code).toBe(0);
});

test("a topic that MQTT does not allow is an error", async () => {
  const text = linkYaml({ topic: "a/:operator", message: ["operator: {write: 'b/+/c'}"] });
  const { code, stdout, stderr } = await runCli(["topics", "-"], text);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^<stdin>:\d+:\d+: error /);
  expect(code).toBe(1);
});

test("a manifest without MQTT options has no topics", async () => {
  const { code, stdout, stderr } = await runCli(["topics", "-"], DEVICE_YAML.replace(/ {2}extension:[^]*/, ""));
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("no-mqtt-options");
});
