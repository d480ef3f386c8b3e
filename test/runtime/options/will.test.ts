import { describe, expect, test } from "vitest";
import { resolveWill } from "../../../runtime/options/will.js";
import { thrownBy } from "../thrown.js";

const LINK = { namespace: "default", name: "case3", uid: "835aea2e-5f80-4d14-88f5-40c4bda41aa3" };
const CONTENT = "b2ZmbGluZQ==";
const message = { topic: "a/:operator/:path/:name", path: "p", operator: { read: "status", write: "set" } };

test.each([{}, { will: null }])("%j means no will", (options) => {
  expect(resolveWill({ ...message, ...options }, LINK)).toBeUndefined();
});

describe("topic", () => {
  test.each([
    ["the message topic with a level more", message.topic, {}, "a/set/p/case3/$will"],
    ["the same for null", message.topic, { topic: null }, "a/set/p/case3/$will"],
    ["the same for an empty one", message.topic, { topic: "" }, "a/set/p/case3/$will"],
    ["behind a trailing slash", "a/b/", {}, "a/b/$will"],
    ["its own, a template as well", message.topic, { topic: "gone/:operator/:name" }, "gone/set/case3"],
  ])("is %s", (_, topic, own, rendered) => {
    const will = resolveWill({ ...message, topic, will: { ...own, content: CONTENT } }, LINK);
    expect(will).toEqual({ topic: rendered, payload: Buffer.from("offline"), qos: 1, retain: true });
  });

  test.each([
    ["/message/will/topic", { ...message, will: { topic: "a/+", content: CONTENT } }],
    ["/message/will/topic", { ...message, will: { topic: ":typo", content: CONTENT } }],
    ["/message/will/topic", { ...message, will: { topic: "$SYS/a", content: CONTENT } }],
    ["/message/topic", { topic: ":path", will: { content: CONTENT } }],
    ["/message/topic", { topic: "a/../b", will: { content: CONTENT } }],
  ])("that MQTT does not allow is refused at %s: %j", async (pointer, options) => {
    expect(await thrownBy(() => resolveWill(options, LINK))).toMatchObject({ code: "invalid-topic", pointer });
  });
});

describe("content", () => {
  const payload = (content: string) => resolveWill({ topic: "a", will: { content } }, LINK)?.payload;

  test.each([
    ["", []],
    ["====", []],
    ["b2s=", [0x6f, 0x6b]],
    ["b2s", [0x6f, 0x6b]],
    ["b2s=======", [0x6f, 0x6b]],
    ["+/+/", [0xfb, 0xff, 0xbf]],
    ["-_-_", [0xfb, 0xff, 0xbf]],
    ["+_-/", [0xfb, 0xff, 0xbf]],
    ["AP//", [0x00, 0xff, 0xff]],
    ["b2\r\ns=", [0x6f, 0x6b]],
    // The spare bits of the last digit do not count
    ["b2t", [0x6f, 0x6b]],
  ])("%j", (content, bytes) => {
    expect(payload(content)).toEqual(Buffer.from(bytes));
  });

  test.each(["b", "b2s=b", "b2 s", "b2s=\n", "b2s*", "\u00fc2s="])("%j is not base64", async (content) => {
    const error = await thrownBy(() => payload(content));
    expect(error).toMatchObject({ code: "invalid-payload", pointer: "/message/will/content" });
  });

  test("65535 bytes fit, one more does not", async () => {
    expect(payload(Buffer.alloc(65_535, 1).toString("base64"))).toHaveLength(65_535);
    const error = await thrownBy(() => payload(Buffer.alloc(65_536, 1).toString("base64")));
    expect(error).toMatchObject({ code: "invalid-payload", found: "65536 bytes" });
  });
});
