import { describe, expect, test } from "vitest";
import { fieldsOf, PUBLISHED_KINDS } from "./device-fields.js";
import { readSource, type Node } from "./sources.js";

/** Name of a kind's files: `modbus-device`. */
const fileOf = (kind: string) =>
  kind
    .replace("OPCUA", "Opcua")
    .replace("MQTT", "Mqtt")
    .replace(/(?<=[a-z])(?=[A-Z])/g, "-")
    .toLowerCase();

const NUMBERS = /,?"(?:minimum|maximum)":-?\d+/g;
const parametersDefault = { "spec.parameters | object": `spec.parameters | object | {"default":{}}` };

/** Fields that are not as Octopus' CRD has them, by what they are there: what it says in its prose or code only, as constraints. */
const DIFFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  BluetoothDevice: {
    ...parametersDefault,
    "spec.parameters.syncInterval | string": `spec.parameters.syncInterval | string | {"default":"15s"}`,
    "spec.parameters.timeout | string": `spec.parameters.timeout | string | {"default":"30s"}`,
  },
  DummyProtocolDevice: {
    "spec.properties{}.readOnly | boolean": `spec.properties{}.readOnly | boolean | {"default":false}`,
  },
  DummySpecialDevice: {
    // The format is told by bounds.
    'status.rotatingSpeed | integer | {"format":"int32"}': "status.rotatingSpeed | integer",
  },
  ModbusDevice: {
    ...parametersDefault,
    "spec.properties[].readOnly | boolean": `spec.properties[].readOnly | boolean | {"default":false}`,
  },
  OPCUADevice: {
    ...parametersDefault,
    "spec.properties[].readOnly | boolean": `spec.properties[].readOnly | boolean | {"default":false}`,
  },
};

/** Bounds that Octopus' CRD has; it has no others, and ours has some for every number. */
const BOUNDS: Readonly<Record<string, Readonly<Record<string, readonly [minimum: number, maximum?: number]>>>> = {
  ModbusDevice: {
    "spec.properties[].visitor.quantity": [1],
    "spec.protocol.rtu.workerID!": [1, 247],
    "spec.protocol.tcp.workerID!": [1, 247],
  },
};

const withoutBounds = (line: string) =>
  line
    .replace(NUMBERS, "")
    .replace("{,", "{")
    .replace(/ \| \{\}$/, "");

/** What a manifest means nothing without, and what the kind says of itself. */
function rootFields(kind: string): string[] {
  return [
    `apiVersion! | string | {"enum":["devices.edge.cattle.io/v1alpha1"]}`,
    `kind! | string | {"enum":["${kind}"]}`,
    "metadata! | object",
    "spec! | object",
  ];
}

test("all kinds are there", () => {
  expect(PUBLISHED_KINDS.map(({ name }) => name)).toEqual([
    ...["BluetoothDevice", "DummyProtocolDevice", "DummySpecialDevice", "ModbusDevice", "MQTTDevice", "OPCUADevice"],
  ]);
});

describe.each(PUBLISHED_KINDS)("$name", ({ name, head, columns, fields }) => {
  const file = fileOf(name);
  const crd = readSource(`crd/${file}.crd.json`) as { versions: Node[]; names: Node } & Node;
  const [version = {}] = crd.versions;

  test("has the fields that Octopus publishes, with their types, choices and defaults", () => {
    const changes = DIFFERENCES[name] ?? {};
    const published = fields.map(withoutBounds);
    expect(Object.keys(changes).filter((line) => !published.includes(line))).toEqual([]);
    const wanted = [...rootFields(name), ...published.slice(4).map((line) => changes[line] ?? line)];
    expect(fieldsOf(`device/${file}.schema.json`).map(withoutBounds).sort()).toEqual(wanted.sort());
  });

  test("has the bounds that Octopus publishes", () => {
    const bounds = BOUNDS[name] ?? {};
    const bounded = fields.filter((line) => /"m(?:in|ax)imum"/.test(line)).map((line) => line.split(" | ")[0] ?? "");
    expect(bounded.sort()).toEqual(Object.keys(bounds).sort());
    for (const line of fieldsOf(`device/${file}.schema.json`)) {
      const [field = "", , constraints = "{}"] = line.split(" | ");
      const [minimum, maximum] = bounds[field] ?? [];
      if (minimum !== undefined) expect(JSON.parse(constraints)).toMatchObject({ minimum });
      if (maximum !== undefined) expect(JSON.parse(constraints)).toMatchObject({ maximum });
    }
  });

  test("is called what Octopus calls it", () => {
    const { shortNames, plural } = crd.names;
    expect([crd.group, crd.scope, (shortNames as string[]).join(","), plural].join(" ")).toBe(head);
    expect([version.name, version.subresources]).toEqual(["v1alpha1", { status: {} }]);
  });

  test("has the printer columns of Octopus, of which those of a ModbusDevice are told apart", () => {
    const found = (version.additionalPrinterColumns as Node[]).map(({ name: title, jsonPath, type }) =>
      [title, jsonPath, type].join(" | "),
    );
    const wanted = columns.flatMap((column) =>
      column.includes("..")
        ? ["tcp", "rtu"].map((part) => `${part.toUpperCase()} ${column.replace("..", `.${part}.`)}`)
        : [column],
    );
    // Octopus shows the worker ID, an integer, as a string.
    expect(found).toEqual(wanted.map((column) => column.replace(/(?<=workerID \| )string/, "integer")));
  });
});
