import { describe, expect, test } from "vitest";
import * as generated from "../../generated/index.js";
import type { ValidationIssue } from "../../generated/index.js";
import { ALL_KINDS } from "./devices/all-kinds.js";

type Functions = Readonly<Record<string, (value: unknown) => unknown>>;
const functions = generated as unknown as Functions;
const validate = (kind: string, value: unknown) => functions[`validate${kind}`]?.(value) as ValidationIssue[];

describe.each(ALL_KINDS)("$kind", ({ kind, good, bad }) => {
  test("has enough cases", () => {
    expect(Object.keys(good).length).toBeGreaterThanOrEqual(5);
    expect(Object.keys(bad).length).toBeGreaterThanOrEqual(10);
  });

  test.each(Object.entries(good))("with %s is valid", (_name, value) => {
    expect(validate(kind, value)).toEqual([]);
  });

  test.each(Object.entries(bad))("with %s is refused", (_name, value) => {
    expect(validate(kind, value)).not.toEqual([]);
  });
});

const spec = (kind: string, value: object) =>
  (functions[`apply${kind}Defaults`]?.({ spec: value }) as { spec: object }).spec;

describe("what is not said", () => {
  test.each<[kind: string, given: object, parameters: object]>([
    ["BluetoothDevice", {}, { syncInterval: "15s", timeout: "30s" }],
    ["BluetoothDevice", { parameters: { timeout: "1s" } }, { syncInterval: "15s", timeout: "1s" }],
    ["ModbusDevice", {}, { syncInterval: "15s", timeout: "10s" }],
    ["OPCUADevice", { parameters: {} }, { syncInterval: "15s", timeout: "10s" }],
  ])("%s %j takes its time", (kind, given, parameters) => {
    expect(spec(kind, given)).toMatchObject({ parameters });
  });

  test("a property of a ModbusDevice", () => {
    expect(spec("ModbusDevice", { properties: [{ visitor: {} }] })).toMatchObject({
      properties: [{ readOnly: false, visitor: { quantity: 1, endianness: "BigEndian" } }],
    });
  });

  test("a serial line of a ModbusDevice", () => {
    expect(spec("ModbusDevice", { protocol: { rtu: {} } })).toMatchObject({
      protocol: { rtu: { baudRate: 19_200, dataBits: 8, parity: "E", stopBits: 1 } },
    });
  });

  test("a property of an MQTTDevice, and its client", () => {
    expect(spec("MQTTDevice", { properties: [{}], protocol: { client: {}, message: {} } })).toMatchObject({
      properties: [{ readOnly: true, qos: 1, retained: true }],
      protocol: { client: { keepAlive: "10s", store: { type: "Memory" } }, message: { qos: 1, retained: true } },
    });
  });

  test("the security of an OPCUADevice, the gear of a fan, the access to a Bluetooth value", () => {
    expect(spec("OPCUADevice", { protocol: {} })).toMatchObject({
      protocol: { securityMode: "None", securityPolicy: "None" },
    });
    expect(spec("DummySpecialDevice", {})).toEqual({ gear: "slow" });
    expect(spec("BluetoothDevice", { properties: [{}] })).toMatchObject({ properties: [{ accessMode: "NotifyOnly" }] });
  });
});
