import { BLUETOOTH } from "./bluetooth.js";
import type { KindCases } from "./device-case.js";
import { DUMMY_PROTOCOL, DUMMY_SPECIAL } from "./dummy.js";
import { MODBUS } from "./modbus.js";
import { MQTT } from "./mqtt.js";
import { OPCUA } from "./opcua.js";

/** Devices of every kind, each at least five that are good and ten that are bad. */
export const ALL_KINDS: readonly KindCases[] = [BLUETOOTH, DUMMY_PROTOCOL, DUMMY_SPECIAL, MODBUS, MQTT, OPCUA];
