import type { JsonObject } from "../../../generator/model/model.js";
import { device, devices, mqtt, type KindCases } from "./device-case.js";

const KIND = "ModbusDevice";
const TCP = { endpoint: "192.168.1.5:502", workerID: 1 };
const RTU = { endpoint: "/dev/ttyUSB0", workerID: 247 };
const LEAST = { protocol: { tcp: TCP } };

const tcp = (more: JsonObject) => ({ protocol: { tcp: { ...TCP, ...more } } });
const rtu = (more: JsonObject) => ({ protocol: { rtu: { ...RTU, ...more } } });
const VISITOR = { register: "HoldingRegister", offset: 0 };
const withProperty = (more: JsonObject) => ({
  ...LEAST,
  properties: [{ name: "a", type: "int16", visitor: VISITOR, ...more }],
});
const withVisitor = (more: JsonObject) => withProperty({ visitor: { ...VISITOR, ...more } });

export const MODBUS: KindCases = {
  kind: KIND,
  good: {
    ...devices(KIND, {
      "the least, over TCP": LEAST,
      "the least, on a line": { protocol: { rtu: RTU } },
      "a line with all settings": rtu({ baudRate: 4_000_000, dataBits: 7, parity: "N", stopBits: 2 }),
      "null in the other transport": { protocol: { tcp: TCP, rtu: null } },
      "a host name": tcp({ endpoint: "pump-1.works.example.com:65535" }),
      "an IPv6 address": tcp({ endpoint: "[fe80::1]:502" }),
      parameters: { ...LEAST, parameters: { syncInterval: "1.5s" } },
      "the least property": withProperty({}),
      "a whole property": withProperty({
        ...{ description: "Speed", type: "uint64", readOnly: null, value: "7" },
        visitor: {
          ...{ register: "CoilRegister", offset: 65_535, quantity: 2000, endianness: "LittleEndianSwap" },
          orderOfOperations: [{ type: "Multiply", value: "0.1" }],
        },
      }),
      "as many registers as can be read": withVisitor({ quantity: 125 }),
      "an extension": { ...LEAST, extension: mqtt() },
      "null in the extension": { ...LEAST, extension: { mqtt: null } },
    }),
    "a status": device(KIND, LEAST, {
      properties: [{ name: "a", type: "hexString", value: "ff", operatedValue: "", updatedAt: "2020-07-30T09:21:38Z" }],
    }),
  },
  bad: {
    ...devices(KIND, {
      "both transports": { protocol: { tcp: TCP, rtu: RTU } },
      "no transport": { protocol: {} },
      "null as transport": { protocol: { tcp: null } },
      "no endpoint": { protocol: { tcp: { workerID: 1 } } },
      "no worker": { protocol: { rtu: { endpoint: "/dev/ttyS0" } } },
      "worker 0": tcp({ workerID: 0 }),
      "worker 248": rtu({ workerID: 248 }),
      "a worker in quotes": tcp({ workerID: "1" }),
      "a scheme": tcp({ endpoint: "tcp://192.168.1.5:502" }),
      "no port": tcp({ endpoint: "192.168.1.5" }),
      "port 65536": tcp({ endpoint: "192.168.1.5:65536" }),
      "a serial port that is not absolute": rtu({ endpoint: "ttyUSB0" }),
      "a serial port that is a folder": rtu({ endpoint: "/dev/" }),
      "a serial port for TCP": tcp({ parity: "N" }),
      "9 data bits": rtu({ dataBits: 9 }),
      "another parity": rtu({ parity: "M" }),
      "parity that YAML takes for a boolean": rtu({ parity: false }),
      "no speed": rtu({ baudRate: 0 }),
      "a property of unknown type": withProperty({ type: "string" }),
      "a property without a visitor": { ...LEAST, properties: [{ name: "a", type: "int16" }] },
      "two properties of a name": {
        ...LEAST,
        properties: [1, 2].map((offset) => ({ name: "a", type: "int", visitor: { ...VISITOR, offset } })),
      },
      "a value that is no text": withProperty({ value: 7 }),
      "an offset below 0": withVisitor({ offset: -1 }),
      "an offset of 17 bits": withVisitor({ offset: 65_536 }),
      "no registers": withVisitor({ quantity: 0 }),
      "more registers than can be read": withVisitor({ quantity: 126 }),
      "more bits than can be read": withVisitor({ register: "CoilRegister", quantity: 2001 }),
      "an unknown register": withVisitor({ register: "holdingRegister" }),
      "an unknown order of bytes": withVisitor({ endianness: "Big" }),
      "a number as interval": { ...LEAST, parameters: { syncInterval: 5 } },
      "options of the extension that contradict": { ...LEAST, extension: mqtt({ tlsConfig: {} }) },
    }),
    "an unknown field of the status": device(KIND, LEAST, { properties: [{ updateAt: "2020-07-30T09:21:38Z" }] }),
  },
};
