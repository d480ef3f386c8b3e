import { describe, expect, test } from "vitest";
import { agreed } from "./portable.js";
import { isValid, meetsAt, propertiesOf, typeSource } from "./sources.js";

const DURATION = typeSource("common/duration");
const CLIENT = "mqtt/mqtt-client-options";
const accepts = (field: string, value: unknown) => meetsAt(`${CLIENT}.schema.json`, `/properties/${field}`, value);

// Go's own test table for ParseDuration, and its list of errors.
const GOOD = [
  ...["0", "+0", "-0", "5s", "30s", "1478s", "-5s", "+5s", "5.0s", "5.6s", "5.s", ".5s", "1.0s", "1.00s", "1.004s"],
  ...["100.00100s", "10ns", "11us", "12µs", "12μs", "13ms", "14s", "15m", "16h", "3h30m", "10.5s4m", "-2m3.4s"],
  ...["1h2m3s4ms5us6ns", "39h9m14.425s", "52763797000ns", "0.3333333333333333333h", "1m1m", "00s", "0h0m"],
];
const BAD = [
  ...[
    "",
    "3",
    "-",
    "s",
    ".",
    "-.",
    ".s",
    "+.s",
    "00",
    "0.",
    "1d",
    "5 minutes",
    "P1D",
    "PT10S",
    "banana",
    "1e3s",
    "1_0s",
  ],
  ...[" 1s", "1s ", "1s\n", "--1s", "1s-1s", "1H", "5S", "1 s", "１s", "5Μs", "∞", "1,5s", "10sec"],
];

describe("Duration is Go's grammar", () => {
  test.each(GOOD)("%s is one", (text) => {
    expect(agreed(String(DURATION.pattern), text)).toBe(true);
    expect(isValid("common/duration", text)).toBe(true);
  });
  test.each(BAD)("%j is none", (text) => {
    expect(agreed(String(DURATION.pattern), text)).toBe(false);
  });
  test.each([10, null, true, ["10s"], "1".repeat(64) + "s"])("%j is none", (value) => {
    expect(isValid("common/duration", value)).toBe(false);
  });
});

describe("no duration of the client is negative", () => {
  const fields = Object.entries(propertiesOf(typeSource(CLIENT)))
    .filter(([, schema]) => String(schema.$ref).endsWith("/duration.schema.json"))
    .map(([name]) => name);

  test("all seven are looked at", () => {
    expect(fields).toHaveLength(7);
  });
  test.each(fields)("%s", (field) => {
    expect(accepts(field, "1m30s")).toBe(true);
    expect(accepts(field, "0")).toBe(true);
    expect(accepts(field, "-1s")).toBe(false);
    expect(accepts(field, "banana")).toBe(false);
  });
});
