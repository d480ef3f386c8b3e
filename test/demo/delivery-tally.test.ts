import { beforeEach, describe, expect, test } from "vitest";
import { DeliveryTally, type DeviceTally } from "../../runtime/demo/delivery-tally.js";
import { formatSummary } from "../../runtime/demo/display.js";

let tally: DeliveryTally;
let fan: DeviceTally;
let pump: DeviceTally;

beforeEach(() => {
  tally = new DeliveryTally([
    { device: "default/fan", topic: "fan", retain: true },
    { device: "default/pump", topic: "pump", retain: false },
  ]);
  [fan, pump] = tally.devices as unknown as [DeviceTally, DeviceTally];
});

describe("complete", () => {
  test("not before every device has published", () => {
    tally.published(fan, "1");
    tally.arrived(fan, "1");
    expect(tally.complete).toBe(false);
    tally.published(pump, "1");
    expect(tally.complete).toBe(false);
    tally.arrived(pump, "1");
    expect(tally.complete).toBe(true);
  });

  test("when equal statuses have arrived as often as they were published", () => {
    tally.published(pump, "p");
    tally.arrived(pump, "p");
    tally.published(fan, "same");
    tally.published(fan, "same");
    tally.arrived(fan, "same");
    expect(tally.complete).toBe(false);
    tally.arrived(fan, "same");
    expect([tally.complete, fan.received, fan.duplicates]).toEqual([true, 2, 0]);
  });

  test("not when another status arrived instead, or the same at another topic", () => {
    tally.published(fan, "1");
    tally.published(pump, "2");
    tally.arrived(fan, "2");
    tally.arrived(pump, "1");
    expect([tally.complete, fan.received, fan.duplicates]).toEqual([false, 0, 1]);
  });
});

describe("settle", () => {
  test("ends with the last arrival", async () => {
    tally.published(fan, "1");
    tally.published(pump, "2");
    const settled = tally.settle(2 ** 31 - 1);
    tally.arrived(pump, "2");
    tally.arrived(fan, "1");
    await settled;
    expect(tally.complete).toBe(true);
  });

  test("ends at the deadline", async () => {
    tally.published(fan, "1");
    await tally.settle(1);
    expect(tally.complete).toBe(false);
  });
});

test("the summary shows each device and what is missing, with the reason", () => {
  tally.published(fan, "1");
  tally.arrived(fan, "1");
  tally.published(pump, "2");
  pump.failure = "connection-lost: the broker went away";
  fan.found = true;
  expect(formatSummary(tally.devices)).toBe(
    [
      "device        published  received  retained",
      "default/fan   1          1         yes",
      "default/pump  1          0         no",
      "1 of 2 statuses did not arrive.",
      "  default/pump: connection-lost: the broker went away",
      "",
    ].join("\n"),
  );
});

test("the summary tells a status that the broker should have kept, and one that it should not", () => {
  pump.found = true;
  expect(formatSummary(tally.devices)).toMatch(
    /default\/fan .* missing\ndefault\/pump .* unexpected\nNothing was published\.\n/,
  );
});
