import {
  validateBluetoothDevice,
  validateBluetoothDeviceSpec,
  validateDummyProtocolDevice,
  validateDummyProtocolDeviceSpec,
  validateDummySpecialDevice,
  validateDummySpecialDeviceSpec,
  validateModbusDevice,
  validateModbusDeviceSpec,
  validateMQTTDevice,
  validateMQTTDeviceSpec,
  validateOPCUADevice,
  validateOPCUADeviceSpec,
  type ValidationIssue,
  warnBluetoothDevice,
  warnBluetoothDeviceSpec,
  warnDummyProtocolDevice,
  warnDummyProtocolDeviceSpec,
  warnDummySpecialDevice,
  warnDummySpecialDeviceSpec,
  warnModbusDevice,
  warnModbusDeviceSpec,
  warnMQTTDevice,
  warnMQTTDeviceSpec,
  warnOPCUADevice,
  warnOPCUADeviceSpec,
} from "octopus-mqtt";

/** What is wrong with a document, and what is worth a word; pointers are into that document. */
export interface Checks {
  readonly validate: (value: unknown) => ValidationIssue[];
  readonly warn: (value: unknown) => ValidationIssue[];
}

/** The checks of a kind: of the whole device, and of its spec, which is what a DeviceLink has of it. */
export interface DeviceKind {
  readonly device: Checks;
  readonly spec: Checks;
}

/** The API of all kinds that are known here. */
export const DEVICE_API = "devices.edge.cattle.io/v1alpha1";

/** The kinds of Octopus' adaptors, by name. */
export const DEVICE_KINDS: ReadonlyMap<string, DeviceKind> = new Map([
  [
    "BluetoothDevice",
    {
      device: { validate: validateBluetoothDevice, warn: warnBluetoothDevice },
      spec: { validate: validateBluetoothDeviceSpec, warn: warnBluetoothDeviceSpec },
    },
  ],
  [
    "DummyProtocolDevice",
    {
      device: { validate: validateDummyProtocolDevice, warn: warnDummyProtocolDevice },
      spec: { validate: validateDummyProtocolDeviceSpec, warn: warnDummyProtocolDeviceSpec },
    },
  ],
  [
    "DummySpecialDevice",
    {
      device: { validate: validateDummySpecialDevice, warn: warnDummySpecialDevice },
      spec: { validate: validateDummySpecialDeviceSpec, warn: warnDummySpecialDeviceSpec },
    },
  ],
  [
    "ModbusDevice",
    {
      device: { validate: validateModbusDevice, warn: warnModbusDevice },
      spec: { validate: validateModbusDeviceSpec, warn: warnModbusDeviceSpec },
    },
  ],
  [
    "MQTTDevice",
    {
      device: { validate: validateMQTTDevice, warn: warnMQTTDevice },
      spec: { validate: validateMQTTDeviceSpec, warn: warnMQTTDeviceSpec },
    },
  ],
  [
    "OPCUADevice",
    {
      device: { validate: validateOPCUADevice, warn: warnOPCUADevice },
      spec: { validate: validateOPCUADeviceSpec, warn: warnOPCUADeviceSpec },
    },
  ],
]);
