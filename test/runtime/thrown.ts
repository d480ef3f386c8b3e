import { expect } from "vitest";
import { MqttRuntimeError } from "../../runtime/errors.js";

/** The error of the SDK that an action throws or rejects with; fails the test if there is none or another one. */
export async function thrownBy(action: () => unknown): Promise<MqttRuntimeError> {
  try {
    await action();
  } catch (error) {
    expect(error).toBeInstanceOf(MqttRuntimeError);
    return error as MqttRuntimeError;
  }
  throw new Error("expected an MqttRuntimeError, but nothing was thrown");
}
