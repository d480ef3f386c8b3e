import { expect, test } from "vitest";
import { MqttRuntimeError, RUNTIME_ERROR_CODES } from "../../runtime/errors.js";

test("the message begins with the code and tells place, found, expected and remedy", () => {
  const error = new MqttRuntimeError("invalid-manifest", "kind is missing", {
    pointer: "/kind",
    found: "nothing",
    expected: "DeviceLink",
    remedy: "Add it.",
  });
  expect(error.message).toBe("invalid-manifest: kind is missing at /kind; found nothing; expected DeviceLink. Add it.");
  expect(error).toMatchObject({
    name: "MqttRuntimeError",
    code: "invalid-manifest",
    pointer: "/kind",
    remedy: "Add it.",
  });
});

test("details that are not known leave no trace", () => {
  const error = new MqttRuntimeError("client-closed", "The client is closed");
  expect(error.message).toBe("client-closed: The client is closed");
  expect(Object.keys(error).sort()).toEqual(["code", "name"]);
  expect("cause" in error).toBe(false);
});

test("from() keeps the cause and its text", () => {
  const cause = new Error("connect ECONNREFUSED 127.0.0.1:1883");
  const error = MqttRuntimeError.from(cause, "connection-failed", "The broker cannot be reached", {
    remedy: "Start it.",
  });
  expect(error.message).toBe(
    "connection-failed: The broker cannot be reached: connect ECONNREFUSED 127.0.0.1:1883. Start it.",
  );
  expect(error.cause).toBe(cause);
});

test.each([
  ["a thrown text", "boom", "boom"],
  ["an error without a message", new RangeError(), "RangeError"],
  ["the attempts of a connection", new AggregateError([new Error("a"), new Error("b")]), "a; b"],
])("from() finds the words of %s", (_, thrown, reason) => {
  expect(MqttRuntimeError.from(thrown, "connection-failed", "It failed").message).toBe(
    `connection-failed: It failed: ${reason}`,
  );
});

test("from() lets the SDK's own errors through", () => {
  const own = new MqttRuntimeError("wait-timeout", "Too late");
  const options = Object.assign(new Error("bad options"), { name: "OptionsValidationError" });
  expect(MqttRuntimeError.from(own, "publish-failed", "x")).toBe(own);
  expect(MqttRuntimeError.from(options, "publish-failed", "x")).toBe(options);
});

test("every code is kebab-case and has a sentence", () => {
  for (const [code, summary] of Object.entries(RUNTIME_ERROR_CODES)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(summary).toMatch(/^[A-Z].*\.$/);
  }
});
