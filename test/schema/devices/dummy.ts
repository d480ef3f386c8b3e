import type { JsonObject } from "../../../generator/model/model.js";
import { device, devices, mqtt, type KindCases } from "./device-case.js";

const PROTOCOL_KIND = "DummyProtocolDevice";
const IP = { protocol: { ip: "127.0.0.1" } };
const withProperty = (property: JsonObject | null) => ({ ...IP, properties: { a: property } });
const withValue = (value: JsonObject) => device(PROTOCOL_KIND, IP, { properties: { a: value } });

export const DUMMY_PROTOCOL: KindCases = {
  kind: PROTOCOL_KIND,
  good: {
    ...devices(PROTOCOL_KIND, {
      "the least": IP,
      "properties, one of them null": { ...IP, properties: { a: { type: "int" }, b: null } },
      "a list of lists": withProperty({
        type: "array",
        arrayProperties: { type: "array", arrayProperties: { x: [null] } },
      }),
      "an object with fields": withProperty({
        ...{ type: "object", readOnly: true, description: "c" },
        objectProperties: { b: { type: "float", unknown: { deep: null } }, c: null },
      }),
      "an extension": { ...IP, extension: mqtt() },
    }),
    "an integer as float": withValue({ type: "float", floatValue: 21 }),
    "a quantity": withValue({ type: "float", floatValue: "-.5e3" }),
    "a quantity with a suffix": withValue({ floatValue: "21500m" }),
    "values of all types": withValue({
      ...{ type: "object", intValue: -9_007_199_254_740_991, stringValue: "", booleanValue: false },
      ...{ arrayValue: [{ type: "int", intValue: 1 }, {}], objectValue: { b: { c: [1] }, d: null } },
    }),
    "null as value": withValue({ type: "float", floatValue: null, arrayValue: null }),
  },
  bad: {
    ...devices(PROTOCOL_KIND, {
      "no address": { protocol: {} },
      "an empty address": { protocol: { ip: "" } },
      "a property without a type": withProperty({}),
      "a property of unknown type": withProperty({ type: "double" }),
      "an unknown field of a property": withProperty({ type: "int", value: 1 }),
      "a list of properties": { ...IP, properties: [{ type: "int" }] },
      "a property without a name": { ...IP, properties: { "": { type: "int" } } },
      "a list as arrayProperties": withProperty({ type: "array", arrayProperties: [] }),
      "a text as objectProperties": withProperty({ type: "object", objectProperties: { a: "int" } }),
      "a server without a scheme": { ...IP, extension: mqtt({ server: "broker:1883" }) },
    }),
    "a fraction without quotes": withValue({ floatValue: 21.5 }),
    "a boolean as float": withValue({ floatValue: true }),
    "a list as float": withValue({ floatValue: [] }),
    "words as float": withValue({ floatValue: "warm" }),
    "an empty float": withValue({ floatValue: "" }),
    "a fraction as integer": withValue({ intValue: 1.5 }),
    "a text as item": withValue({ arrayValue: ["a"] }),
    "a null item": withValue({ arrayValue: [null] }),
    "an unknown value": withValue({ doubleValue: 1 }),
  },
};

const SPECIAL_KIND = "DummySpecialDevice";
const FAN = { protocol: { location: "living-room" }, on: true };

export const DUMMY_SPECIAL: KindCases = {
  kind: SPECIAL_KIND,
  good: {
    ...devices(SPECIAL_KIND, {
      "the least": FAN,
      off: { ...FAN, on: false },
      "a gear": { ...FAN, gear: "fast" },
      "null as gear": { ...FAN, gear: null },
      "an extension": { ...FAN, extension: mqtt({ keepAlive: "0" }) },
      "an extension that is empty": { ...FAN, extension: {} },
    }),
    "a status": device(SPECIAL_KIND, FAN, { gear: "middle", rotatingSpeed: 120 }),
    "the least status": device(SPECIAL_KIND, FAN, {}),
  },
  bad: {
    ...devices(SPECIAL_KIND, {
      "no spec": {},
      "no switch": { protocol: { location: "a" } },
      "null as switch": { ...FAN, on: null },
      "a word as switch": { ...FAN, on: "on" },
      "no protocol": { on: true },
      "no location": { ...FAN, protocol: {} },
      "a number as location": { ...FAN, protocol: { location: 7 } },
      "an unknown gear": { ...FAN, gear: "reverse" },
      "an unknown field": { ...FAN, speed: 1 },
      "a will without content": {
        ...FAN,
        extension: { mqtt: { client: { server: "tcp://a" }, message: { topic: "a", will: {} } } },
      },
    }),
    "an unknown gear in the status": device(SPECIAL_KIND, FAN, { gear: "off" }),
    "more than 32 bits": device(SPECIAL_KIND, FAN, { rotatingSpeed: 2_147_483_648 }),
    "a fraction": device(SPECIAL_KIND, FAN, { rotatingSpeed: 0.5 }),
    "another kind": device("DummySpecialDevices", FAN),
  },
};
