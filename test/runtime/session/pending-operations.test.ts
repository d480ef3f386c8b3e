import { describe, expect, test } from "vitest";
import { PendingOperations, type OperationSettings, type Settle } from "../../../runtime/session/pending-operations.js";
import { failureOf } from "../../support/test-client.js";

const settings: OperationSettings = { what: "publish to a", waitTimeoutMs: 0, kept: false };

/** An operation, and what ends it. */
function start(pending: PendingOperations, changes: Partial<OperationSettings> = {}) {
  let settle: Settle<string> = () => undefined;
  const promise = pending.run<string>({ ...settings, ...changes }, (given) => {
    settle = given;
  });
  return {
    promise,
    settle: (error?: Error, value?: string) => {
      settle(error, value);
    },
  };
}

const lost = new Error("lost");

describe("pending operations", () => {
  test("are settled once", async () => {
    const pending = new PendingOperations();
    const { promise, settle } = start(pending);
    settle(undefined, "first");
    settle(new Error("second"));
    pending.rejectAll(lost);
    expect(await promise).toBe("first");
  });

  test("fail with the link if nothing sends them again", async () => {
    const pending = new PendingOperations();
    const onWire = start(pending);
    const kept = start(pending, { kept: true });
    pending.linkLost(lost);
    expect(await failureOf(onWire.promise)).toBe(lost);
    kept.settle(undefined, "acknowledged");
    expect(await kept.promise).toBe("acknowledged");
  });

  test("are idle when the last one has ended, also when its promise has long failed", async () => {
    const pending = new PendingOperations();
    const slow = start(pending, { waitTimeoutMs: 1 });
    expect(await failureOf(slow.promise)).toMatchObject({ code: "wait-timeout", stillInFlight: true });
    const order: string[] = [];
    const idle = pending.whenIdle().then(() => order.push("idle"));
    await Promise.resolve();
    order.push("still in flight");
    slow.settle(undefined, "late");
    await idle;
    expect(order).toEqual(["still in flight", "idle"]);
    await pending.whenIdle();
  });

  test("fail when they cannot be started", async () => {
    const pending = new PendingOperations();
    const failing = pending.run(settings, () => {
      throw new Error("no");
    });
    expect(await failureOf(failing)).toMatchObject({ code: "publish-failed", cause: { message: "no" } });
  });
});
