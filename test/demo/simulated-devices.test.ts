import { expect, test } from "vitest";
import { readDemoLinks } from "../../runtime/demo/demo-links.js";
import { simulateDevice } from "../../runtime/demo/simulated-devices.js";

test("every device of the demo reports all its properties, with values that change", async () => {
  const links = await readDemoLinks("tcp://127.0.0.1:1");
  expect(links.map(({ device }) => device)).toEqual([
    "default/case1",
    "default/case2",
    "default/case3",
    "default/case4",
    "waterworks/modbus-pump",
    "factory/opcua-press",
    "greenhouse/xiaomi-thermometer",
  ]);
  for (const { kind, deviceSpec } of links) {
    const device = simulateDevice(kind, deviceSpec, 0);
    const [first, second] = [0, 1].map((step) => JSON.stringify(device.statusAt(step, new Date(0))));
    expect(first).not.toBe(second);
    const { properties = [] } = deviceSpec as { properties?: { name: string }[] };
    for (const { name } of properties) expect(first).toContain(`"name":"${name}"`);
  }
});

test("the links are pointed at the broker of the demo", async () => {
  const [link] = await readDemoLinks("tcp://127.0.0.1:7");
  expect(link?.manifest.spec.template.spec?.extension?.mqtt?.client.server).toBe("tcp://127.0.0.1:7");
});

test("values stay within what the devices could measure", () => {
  const thermometer = simulateDevice(
    "BluetoothDevice",
    { properties: [{ name: "temperature" }, { name: "battery" }] },
    0,
  );
  for (let step = 0; step < 20_000; step += 7) {
    const { properties } = thermometer.statusAt(step, new Date(0)) as { properties: { value: string }[] };
    const [temperature, battery] = properties.map(({ value }) => Number(value));
    expect(temperature).toBeGreaterThan(18);
    expect(temperature).toBeLessThan(25);
    expect(battery).toBeGreaterThanOrEqual(5);
  }
});

test("a kind or property without a simulation is told", () => {
  expect(() => simulateDevice("Toaster", {}, 0)).toThrow("no simulation for devices of kind Toaster");
  const device = simulateDevice("OPCUADevice", { properties: [{ name: "colour" }] }, 0);
  expect(() => device.statusAt(0, new Date(0))).toThrow("no simulated values for the property colour");
});
