/** A device that is not there: what it would report at a moment of the demo. */
export interface SimulatedDevice {
  /** The status after `step` intervals; `now` is the time it claims to have been measured. */
  statusAt(step: number, now: Date): object;
}

/** Makes up a device for the kind that a DeviceLink states, with the properties that its template lists. */
export function simulateDevice(kind: string, spec: DeviceSpec, phase: number): SimulatedDevice {
  const properties = spec.properties ?? [];
  const report = (status: (property: DeviceProperty, step: number) => object): SimulatedDevice => ({
    statusAt: (step, now) => ({
      properties: properties.map((property) => ({ ...status(property, step + phase), updatedAt: now.toISOString() })),
    }),
  });
  switch (kind) {
    case "DummySpecialDevice":
      return { statusAt: (step) => fanStatus(spec.gear ?? "slow", step + phase) };
    case "BluetoothDevice":
      return report(({ name, accessMode }, step) => ({ name, accessMode, value: valueOf(name, step) }));
    case "ModbusDevice":
      return report(({ name, type }, step) => modbusProperty(name, type, step));
    case "OPCUADevice":
      return report(({ name, type }, step) => ({ name, type, value: valueOf(name, step) }));
    default:
      throw new TypeError(`no simulation for devices of kind ${kind}`);
  }
}

/** The parts of a device's spec that the simulation looks at. */
export interface DeviceSpec {
  readonly gear?: string;
  readonly properties?: readonly DeviceProperty[];
}

interface DeviceProperty {
  readonly name: string;
  readonly type?: string;
  readonly accessMode?: string;
}

/** Revolutions per minute of a fan by gear. */
const GEAR_SPEEDS: Readonly<Record<string, number>> = { slow: 120, middle: 240, fast: 360 };

function fanStatus(gear: string, step: number): object {
  return { gear, rotatingSpeed: Math.round((GEAR_SPEEDS[gear] ?? 0) + wave(step, 7) * 4) };
}

function modbusProperty(name: string, type: string | undefined, step: number): object {
  const value = valueOf(name, step);
  // The register holds tenths of a degree; its operations divide by ten.
  if (name !== "bearingTemperature") return { name, type, value, operatedValue: value };
  return { name, type, value: String(Math.round(Number(value) * 10)), operatedValue: value };
}

/** A plausible value for a property, as the text that adaptors report. */
function valueOf(name: string, step: number): string {
  const value = VALUES[name];
  if (!value) throw new TypeError(`no simulated values for the property ${name}`);
  return value(step);
}

const VALUES: Readonly<Record<string, (step: number) => string>> = {
  temperature: (step) => (21.5 + 3 * wave(step, 20)).toFixed(1),
  humidity: (step) => (55 + 8 * wave(step, 33)).toFixed(1),
  battery: (step) => String(Math.max(5, 97 - Math.floor(step / 60))),
  pressure: (step) => (4.2 + 0.3 * wave(step, 11)).toFixed(2),
  bearingTemperature: (step) => (46 + 2 * wave(step, 40)).toFixed(1),
  speed: (step) => String(Math.round(1450 + 25 * wave(step, 9))),
  running: () => "true",
  force: (step) => (180 + 160 * Math.max(0, wave(step, 5))).toFixed(1),
  strokes: (step) => String(48_200 + step),
  guardClosed: (step) => String(wave(step, 5) > -0.8),
  program: () => "bracket-17",
};

/** Swings between -1 and 1 once in `period` steps, with a little unrest on top. */
function wave(step: number, period: number): number {
  return 0.9 * Math.sin((2 * Math.PI * step) / period) + 0.1 * Math.sin(step * 12.9898);
}
