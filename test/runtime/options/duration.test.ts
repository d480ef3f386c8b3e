import { describe, expect, test } from "vitest";
import { durationToMilliseconds, formatDuration } from "../../../runtime/options/duration.js";
import { thrownBy } from "../thrown.js";

// Nanoseconds and notation are what Go's time.ParseDuration and Duration.String give.
describe("durations agree with Go", () => {
  test.each<[text: string, nanoseconds: bigint, formatted: string]>([
    ["0", 0n, "0s"],
    ["+0", 0n, "0s"],
    ["-0", 0n, "0s"],
    ["0s", 0n, "0s"],
    ["5s", 5_000_000_000n, "5s"],
    ["30s", 30_000_000_000n, "30s"],
    ["1478s", 1_478_000_000_000n, "24m38s"],
    ["-5s", -5_000_000_000n, "-5s"],
    ["+5s", 5_000_000_000n, "5s"],
    ["5.0s", 5_000_000_000n, "5s"],
    ["5.6s", 5_600_000_000n, "5.6s"],
    ["5.s", 5_000_000_000n, "5s"],
    [".5s", 500_000_000n, "500ms"],
    ["1.0s", 1_000_000_000n, "1s"],
    ["1.00s", 1_000_000_000n, "1s"],
    ["1.004s", 1_004_000_000n, "1.004s"],
    ["1.0040s", 1_004_000_000n, "1.004s"],
    ["100.00100s", 100_001_000_000n, "1m40.001s"],
    ["10ns", 10n, "10ns"],
    ["11us", 11_000n, "11\u00b5s"],
    ["12\u00b5s", 12_000n, "12\u00b5s"],
    ["12\u03bcs", 12_000n, "12\u00b5s"],
    ["13ms", 13_000_000n, "13ms"],
    ["14s", 14_000_000_000n, "14s"],
    ["15m", 900_000_000_000n, "15m0s"],
    ["16h", 57_600_000_000_000n, "16h0m0s"],
    ["3h30m", 12_600_000_000_000n, "3h30m0s"],
    ["10.5s4m", 250_500_000_000n, "4m10.5s"],
    ["-2m3.4s", -123_400_000_000n, "-2m3.4s"],
    ["1h2m3s4ms5us6ns", 3_723_004_005_006n, "1h2m3.004005006s"],
    ["39h9m14.425s", 140_954_425_000_000n, "39h9m14.425s"],
    ["52763797000ns", 52_763_797_000n, "52.763797s"],
    ["0.3333333333333333333h", 1_200_000_000_000n, "20m0s"],
    ["9007199254740993ns", 9_007_199_254_740_993n, "2501h59m59.254740993s"],
    ["9223372036854775807ns", 9_223_372_036_854_775_807n, "2562047h47m16.854775807s"],
    ["9223372036854775.807us", 9_223_372_036_854_775_807n, "2562047h47m16.854775807s"],
    ["9223372036s854ms775us807ns", 9_223_372_036_854_775_807n, "2562047h47m16.854775807s"],
    ["-9223372036854775808ns", -9_223_372_036_854_775_808n, "-2562047h47m16.854775808s"],
    ["-9223372036854775.808us", -9_223_372_036_854_775_808n, "-2562047h47m16.854775808s"],
    ["-9223372036s854ms775us808ns", -9_223_372_036_854_775_808n, "-2562047h47m16.854775808s"],
    ["-2562047h47m16.854775808s", -9_223_372_036_854_775_808n, "-2562047h47m16.854775808s"],
    ["0.100000000000000000000h", 360_000_000_000n, "6m0s"],
    ["0.830103483285477580700h", 2_988_372_539_827n, "49m48.372539827s"],
    ["0.9223372036854775808s", 922_337_203n, "922.337203ms"],
    ["0.9999999999999999999999s", 1_000_000_000n, "1s"],
    ["00000000000000000000000001s", 1_000_000_000n, "1s"],
    ["0.0000000001s", 0n, "0s"],
    ["1ns0.9ns", 1n, "1ns"],
    ["2540400h10m10.000000000s", 9_145_440_610_000_000_000n, "2540400h10m10s"],
    ["1.1h", 3_960_000_000_000n, "1h6m0s"],
    ["0.1ns", 0n, "0s"],
    ["1.9999999999us", 1999n, "1.999\u00b5s"],
    ["4.35ms", 4_350_000n, "4.35ms"],
    ["0.07s", 70_000_000n, "70ms"],
  ])("%j", (text, nanoseconds, formatted) => {
    const milliseconds = durationToMilliseconds(text);
    expect(milliseconds).toBe(Number(nanoseconds) / 1e6);
    // A number of milliseconds has 53 bits; beyond them the notation cannot be exact to the nanosecond.
    if (nanoseconds < 2n ** 53n && nanoseconds > -(2n ** 53n)) expect(formatDuration(milliseconds)).toBe(formatted);
  });
});

describe("refused, as by Go", () => {
  test.each([
    "00",
    "",
    "+",
    "-",
    "3",
    "3000",
    ".",
    "-.",
    ".s",
    "+.s",
    "1e3s",
    "1 s",
    " 1s",
    "1s ",
    "3.",
    "s",
    "1d",
    "1S",
    "1x2s",
    "--5s",
    "9223372036854775810ns",
    "9223372036854775808ns",
    "-9223372036854775809ns",
    "9223372036854776us",
    "3000000h",
    "9223372036854775.808us",
    "9223372036854ms775us808ns",
    "99999999999999999999s",
    "1.5.5s",
    "1\u0660s",
    "1h-5m",
    "1_000s",
    "0x10s",
    "5sec",
    "1h30",
    "1.5e1s",
    "infs",
  ])("%j", async (text) => {
    const error = await thrownBy(() => durationToMilliseconds(text));
    expect(error).toMatchObject({ code: "invalid-duration" });
    expect(error.message).toContain(JSON.stringify(text));
    expect(error.remedy).toMatch(/\.$/);
  });
});

test.each([
  ["5", 'found the number "5" without a unit'],
  ["1h30", 'found the number "30" without a unit'],
  ["1.5", 'found the number "1.5" without a unit'],
  ["1d", 'found the unknown unit "d"'],
  ["s", 'found no number before "s"'],
  ["1h-5m", 'found the unknown unit "h-"'],
  ["", "found nothing"],
  ["-", "found only a sign"],
  ["300000000h", "too long for a duration"],
])("%j: %s", async (text, found) => {
  expect((await thrownBy(() => durationToMilliseconds(text))).message).toContain(found);
});

describe("formatDuration", () => {
  test.each([
    [0, "0s"],
    [-0, "0s"],
    [0.000001, "1ns"],
    [0.0000004, "0s"],
    [0.0011, "1.1\u00b5s"],
    [2.2, "2.2ms"],
    [3300, "3.3s"],
    [245_000, "4m5s"],
    [245_001, "4m5.001s"],
    [18_367_001, "5h6m7.001s"],
    [-90_000, "-1m30s"],
    [480_000.000001, "8m0.000000001s"],
    [2 ** 63 / 1e6, "2562047h47m16.854775807s"],
    [-(2 ** 63) / 1e6, "-2562047h47m16.854775808s"],
  ])("%d ms is %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  test.each([NaN, Infinity, -Infinity, 1e13])("%d ms is no duration", async (milliseconds) => {
    expect((await thrownBy(() => formatDuration(milliseconds))).code).toBe("invalid-duration");
  });
});
