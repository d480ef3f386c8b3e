import { describe, expect, test } from "vitest";
import { DEVICE_YAML, linkYaml, runCli } from "./run-cli.js";

/** Runs `validate` on a text; excerpts are left out. */
async function validate(text: string, ...options: string[]): Promise<{ code: number; lines: string[] }> {
  const { code, stdout, stderr } = await runCli(["validate", ...options, "-"], text);
  expect(stderr).toBe("");
  return { code, lines: stdout.split("\n").filter((line) => !/^ +(?:\d+ )?\|/.test(line)) };
}

const MODBUS_SPEC = [
  "      protocol:",
  "        tcp: {endpoint: '10.0.0.1:502', workerID: 1}",
  "      properties:",
  "      - name: speed",
  "        type: uint16",
  "        visitor: {register: HoldingRegister, offset: 4}",
];

/** A DeviceLink to a device of this kind; `spec` begins on line 9. */
function link(kind: string, spec: readonly string[], apiVersion = "devices.edge.cattle.io/v1alpha1"): string {
  return [
    "apiVersion: edge.cattle.io/v1alpha1",
    "kind: DeviceLink",
    "metadata: {name: one, uid: 835aea2e-5f80-4d14-88f5-40c4bda41aa3}",
    "spec:",
    "  adaptor: {node: edge}",
    `  model: {apiVersion: ${apiVersion}, kind: ${kind}}`,
    "  template:",
    "    spec:",
    ...spec,
    "      extension:",
    "        mqtt: {client: {server: 'tcp://127.0.0.1:1883'}, message: {topic: ':name'}}",
    "",
  ].join("\n");
}

const changed = (from: string, to: string) => MODBUS_SPEC.map((line) => line.replace(from, to));

describe("a DeviceLink is checked as the kind that its model names", () => {
  test("and is valid where its device is", async () => {
    expect(await validate(link("ModbusDevice", MODBUS_SPEC), "--strict")).toMatchObject({ code: 0 });
  });

  test.each([
    [
      "a misspelt field",
      changed("4}", "4, quantiti: 2}"),
      "14:57: error unknown-field: unknown field `quantiti`; did you mean",
    ],
    ["a value", changed("uint16", "uint8"), '13:15: error value-not-allowed: `type` must be "int16", '],
    ["a number out of range", changed("workerID: 1", "workerID: 248"), "10:51: error out-of-range: `workerID`"],
    ["a scheme", changed("'10.0", "'tcp://10.0"), "10:25: error wrong-format: `endpoint` must be host:port"],
    ["a missing field", changed("type: uint16", "value: '3'"), "12:9: error missing-field: missing field `type`"],
    [
      "two transports",
      [...MODBUS_SPEC.slice(0, 2), "        rtu: {endpoint: /dev/ttyS0, workerID: 1}"],
      "11:14: error",
    ],
    ["no transport", ["      protocol: {}"], "9:17: error modbus-without-transport: neither `rtu` nor `tcp` is set"],
    ["two properties of a name", [...MODBUS_SPEC, ...MODBUS_SPEC.slice(3)], "15:9: error repeated-item: `properties`"],
    ["no protocol", ["      parameters: {}"], "8:5: error missing-field: missing field `protocol`"],
  ])("with %s, where it is", async (_name, spec, line) => {
    const { code, lines } = await validate(link("ModbusDevice", spec));
    expect(lines[0]).toContain(`<stdin>:${line}`);
    expect(code).toBe(1);
  });

  test("and pointers lead into the template", async () => {
    const { lines } = await validate(link("ModbusDevice", changed("workerID: 1", "workerID: 248")), "--json");
    const { manifests } = JSON.parse(lines[0] ?? "") as { manifests: { problems: { pointer: string }[] }[] };
    const [problem] = manifests[0]?.problems ?? [];
    expect(problem?.pointer).toBe("/spec/template/spec/protocol/tcp/workerID");
  });

  test("and each mistake in its options is told once, beside those of the link", async () => {
    const text = link("ModbusDevice", MODBUS_SPEC)
      .replace("':name'", "'a/#'")
      .replace("adaptor: {", "adaptor: {nod: a, ");
    const { lines } = await validate(text);
    expect(lines.map((line) => line.replace(/^.*?(?:error|warning) ([a-z-]+):.*$/, "$1"))).toEqual([
      "unknown-field",
      "wrong-format",
      "1 manifest: 0 valid, 1 with errors",
      "",
    ]);
  });

  test("where there is no spec at all", async () => {
    const text = linkYaml().replace(/ {4}spec:[^]*/, "    metadata: {}\n");
    expect((await validate(text)).lines[0]).toMatch(/^<stdin>:9:3: error missing-field: missing field `protocol`/);
  });

  test("warnings of the device are told", async () => {
    const spec = changed("HoldingRegister, offset: 4}", "InputRegister, offset: 4}, value: '3'").map((line) =>
      line.replace("}, value: '3'", "}\n        value: '3'"),
    );
    const { code, lines } = await validate(link("ModbusDevice", spec));
    expect(lines[0]).toMatch(/^<stdin>:15:16: warning value-of-input-register: /);
    expect(code).toBe(0);
  });

  test("an MQTTDevice has its options in its protocol", async () => {
    const spec = ["      protocol:", "        client: {server: 'tcp://a'}", "        message: {topic: ':name'}"];
    const text = link("MQTTDevice", spec).replace(/ {6}extension:[^]*/, "");
    expect((await validate(text)).lines[0]).toMatch(/^<stdin>:9:7: error missing-field: missing field `pattern`/);
    expect((await validate(`${text}        pattern: AttributedTopic\n`)).code).toBe(0);
  });
});

describe("a DeviceLink of a kind that is not known", () => {
  test.each([
    ["Robot", "example.com/v1"],
    ["ModbusDevice", "example.com/v1"],
    ["constructor", "devices.edge.cattle.io/v1alpha1"],
  ])("%s of %s passes, and it is told what was not checked", async (kind, apiVersion) => {
    const { code, lines } = await validate(link(kind, ["      anything: {goes: here}"], apiVersion), "--strict");
    expect(lines[0]).toContain(
      `<stdin>:6:10: notice unknown-model: "${apiVersion} ${kind}" is not a kind that is known here: of the device's spec only the MQTT options were checked`,
    );
    expect(lines[1]).toBe("<stdin>:1: DeviceLink default/one is valid");
    expect(code).toBe(0);
  });

  test("still has to have valid options", async () => {
    const text = link("Robot", [], "example.com/v1").replace("':name'", "'a/#'");
    const { code, lines } = await validate(text);
    expect(lines.join("\n")).toContain("error wrong-format: `topic`");
    expect(code).toBe(1);
  });

  test("names no kind at all", async () => {
    const text = link("Robot", []).replace(/model: .*/, "model: {}");
    expect((await validate(text)).lines[0]).toContain("notice unknown-model: the model names no kind: ");
  });
});

describe("a device is checked as a whole", () => {
  test.each([
    ["its protocol", "workerID: 1", "workerID: 0", "13:56: error out-of-range"],
    ["its spec", "  protocol:", "  protokol:", "12:1: error missing-field: missing field `protocol`"],
    ["its metadata", "namespace: works", "namespace: Works", "5:14: error wrong-format: `namespace`"],
    ["its options", "b2Zm", "oh no", "17:65: error wrong-format: `content`"],
  ])("%s", async (_name, from, to, line) => {
    const { code, lines } = await validate(DEVICE_YAML.replace(from, to));
    expect(lines[0]).toContain(`<stdin>:${line}`);
    expect(code).toBe(1);
  });

  test("of another kind for its options only", async () => {
    const text = DEVICE_YAML.replace("ModbusDevice", "Robot").replace(/devices\.\S+/, "example.com/v1");
    expect((await validate(text.replace("workerID: 1", "workerID: 0"))).code).toBe(0);
    expect((await validate(text.replace("b2Zm", "oh no"))).code).toBe(1);
  });
});

test("publishing asks for the options only: what topics come out does not depend on the device", async () => {
  const { code, stdout } = await runCli(["topics", "-"], link("ModbusDevice", ["      protocol: {}"]));
  expect(stdout).toContain("publish    one");
  expect(code).toBe(0);
});

test("passwords of OPC-UA servers are not shown", async () => {
  const auth = "{username: a, password: hunter2, passwordRef: {name: a, item: b}}";
  const spec = ["      protocol:", "        endpoint: opc.tcp://a", `        basicAuth: ${auth}`];
  const { lines } = await validate(link("OPCUADevice", spec));
  expect(lines.join("\n")).toContain("error literal-and-reference");
  const { stdout } = await runCli(["validate", "-"], link("OPCUADevice", spec));
  expect(stdout).not.toContain("hunter2");
});
