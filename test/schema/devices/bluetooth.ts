import type { JsonObject } from "../../../generator/model/model.js";
import { device, devices, mqtt, type KindCases } from "./device-case.js";

const KIND = "BluetoothDevice";
const LEAST = { protocol: { endpoint: "MJ_HT_V1" } };
const UUID = "226c000064764566756266734470666d";

const withProperty = (property: JsonObject) => ({ ...LEAST, properties: [property] });
const withVisitor = (visitor: JsonObject) =>
  withProperty({ name: "a", visitor: { characteristicUUID: UUID, ...visitor } });
const withConverter = (dataConverter: JsonObject) => withVisitor({ dataConverter });

export const BLUETOOTH: KindCases = {
  kind: KIND,
  good: {
    ...devices(KIND, {
      "the least": LEAST,
      "empty parameters": { ...LEAST, parameters: {} },
      "null in parameters": { ...LEAST, parameters: { syncInterval: null, timeout: "1m" } },
      "null as parameters": { ...LEAST, parameters: null },
      "no time at all": { ...LEAST, parameters: { syncInterval: "0", timeout: "0s" } },
      "an extension": { ...LEAST, extension: mqtt({ store: {} }) },
      "a short UUID": withProperty({
        name: "battery",
        accessMode: "ReadOnly",
        visitor: { characteristicUUID: "2a19" },
      }),
      "a UUID with hyphens": withVisitor({ characteristicUUID: "226c0000-6476-4566-7562-66734470666D" }),
      "bytes to write, an empty value among them": withProperty({
        name: "led",
        accessMode: "ReadWrite",
        visitor: { characteristicUUID: UUID, defaultValue: "on", dataWrite: { on: "AQ==", off: "", keep: null } },
      }),
      "512 bytes to write": withVisitor({ dataWrite: { all: Buffer.alloc(512, 7).toString("base64") } }),
      "a whole converter": withConverter({
        ...{ startIndex: 511, endIndex: 0, shiftLeft: 63, shiftRight: 0 },
        orderOfOperations: [
          { type: "Add", value: "-1.5e3" },
          { type: "Add", value: "-1.5e3" },
          { type: "Divide", value: ".5" },
        ],
      }),
    }),
    "a status": device(KIND, LEAST, {
      properties: [
        { name: "a", value: "", accessMode: "NotifyOnly", updatedAt: "2020-07-30T09:21:38Z" },
        { name: "a" },
        {},
      ],
    }),
  },
  bad: {
    ...devices(KIND, {
      "no protocol": {},
      "no endpoint": { protocol: {} },
      "an empty endpoint": { protocol: { endpoint: "" } },
      "an unknown field": { ...LEAST, parameter: {} },
      days: { ...LEAST, parameters: { syncInterval: "1d" } },
      "negative time": { ...LEAST, parameters: { timeout: "-1s" } },
      "a property without a name": withProperty({ visitor: { characteristicUUID: UUID } }),
      "a property without a visitor": withProperty({ name: "a" }),
      "an unknown access mode": withProperty({
        name: "a",
        accessMode: "WriteOnly",
        visitor: { characteristicUUID: UUID },
      }),
      "a UUID with 0x": withVisitor({ characteristicUUID: "0x2a19" }),
      "a UUID of 32 bits": withVisitor({ characteristicUUID: "00002a19" }),
      "two properties of a name": {
        ...LEAST,
        properties: ["a", "b", "a"].map((name) => ({ name, visitor: { characteristicUUID: UUID } })),
      },
      "a property that is null": { ...LEAST, properties: [null] },
      "text to write": withVisitor({ dataWrite: { on: "on!" } }),
      "Base64 without padding": withVisitor({ dataWrite: { on: "AQ" } }),
      "Base64 in the URL alphabet": withVisitor({ dataWrite: { on: "_-8=" } }),
      "more bytes to write than there can be": withVisitor({
        dataWrite: { all: Buffer.alloc(516).toString("base64") },
      }),
      "a value to write without a name": withVisitor({ dataWrite: { "": "AQ==" } }),
      "a byte before the first": withConverter({ startIndex: -1 }),
      "half a byte": withConverter({ endIndex: 0.5 }),
      "a shift of more bits than there are": withConverter({ shiftRight: 64 }),
      "an operation without a value": withConverter({ orderOfOperations: [{ type: "Add" }] }),
      "an operand that is no number": withConverter({ orderOfOperations: [{ type: "Add", value: "ten" }] }),
      "an operand without quotes": withConverter({ orderOfOperations: [{ type: "Add", value: 10 }] }),
      "an unknown operation": withConverter({ orderOfOperations: [{ type: "Power", value: "2" }] }),
      "a server with a blank": { ...LEAST, extension: mqtt({ server: "tcp://a b" }) },
      "another extension": { ...LEAST, extension: { opc: {} } },
    }),
    "a time that is none": device(KIND, LEAST, { properties: [{ updatedAt: "today" }] }),
  },
};
