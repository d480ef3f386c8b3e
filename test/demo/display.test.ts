import { expect, test } from "vitest";
import { DeliveryTally } from "../../runtime/demo/delivery-tally.js";
import { createDisplay, type Screen } from "../../runtime/demo/display.js";
import type { ObservedMessage } from "../../runtime/demo/observer.js";

const { devices } = new DeliveryTally([
  { device: "default/fan", topic: "a/very/long/topic/of/a/fan/that/does/not/fit", retain: true },
  { device: "works/pump", topic: "pump", retain: true },
]);
const [fan, pump] = devices;
const message = (topic: string, payload: string): ObservedMessage => ({ topic, payload, qos: 1, retained: false });

/** What is written on a screen when both devices have reported. */
function show(facts: Omit<Screen, "write">): string {
  let text = "";
  const display = createDisplay({ ...facts, write: (chunk) => (text += chunk) }, devices, false);
  display.begin("title\n");
  if (fan) display.message(fan, message(fan.topic, '{"gear":"slow"}'));
  if (pump)
    display.message(
      pump,
      message("pump", '{"properties":[{"name":"speed","value":"7"},{"name":"on","value":"true"}]}'),
    );
  display.end();
  return text;
}

test("a pipe gets a line for every message, whole and without escape sequences", () => {
  const [title, first, second] = show({}).split("\n");
  expect(title).toBe("title");
  expect(first).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}default\/fan {2}qos 1 {2}a\/very\/.*\/fit {2}\{"gear":"slow"\}$/);
  expect(second).toMatch(/ {2}works\/pump {3}qos 1 {2}pump {2}\{"properties":/);
  expect(show({})).not.toContain("\u001b");
});

test("a terminal gets a table that is drawn over itself, no line wider than the terminal", () => {
  const frames = show({ isTTY: true, columns: 60, rows: 24 }).split("\u001b[4F");
  expect(frames).toHaveLength(3);
  const lines = (frames[2] ?? "").replaceAll("\u001b[2K", "").replace("\u001b[?25h", "").trimEnd().split("\n");
  expect(lines).toEqual([
    "    0  qos 1  default/fan  a/very/long/topic/of/a/fan/that/…",
    '              {"gear":"slow"}',
    "    0  qos 1  works/pump  pump",
    "              speed 7, on true",
  ]);
  expect(frames[0]).toContain("waiting ...");
});

test("the cursor is hidden while the table stands, and shown at its end", () => {
  const text = show({ isTTY: true, columns: 60, rows: 24 });
  expect(text.startsWith("\u001b[?25l")).toBe(true);
  expect(text.endsWith("\u001b[?25h")).toBe(true);
});

test("a terminal too low for the table gets lines", () => {
  expect(show({ isTTY: true, columns: 60, rows: 5 })).not.toContain("\u001b");
});
