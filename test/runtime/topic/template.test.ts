import { describe, expect, test } from "vitest";
import { checkTopicName, compileTopic } from "../../../runtime/topic/index.js";
import type { TopicContext, TopicOverrides } from "../../../runtime/topic/index.js";

describe("the four use cases of the Octopus MQTT document", () => {
  test.each([
    {
      name: "case1",
      uid: "fcd1eb1b-ea42-4cb9-afb0-0ec2d0830583",
      topic: "cattle.io/octopus/:namespace/device/:name",
      publish: "cattle.io/octopus/default/device/case1",
      subscribe: "cattle.io/octopus/default/device/case1",
    },
    {
      name: "case2",
      uid: "41478d1e-c3f8-46e3-a3b5-ba251f285277",
      topic: "cattle.io/octopus/device/:uid",
      publish: "cattle.io/octopus/device/41478d1e-c3f8-46e3-a3b5-ba251f285277",
      subscribe: "cattle.io/octopus/device/41478d1e-c3f8-46e3-a3b5-ba251f285277",
    },
    {
      name: "case3",
      uid: "835aea2e-5f80-4d14-88f5-40c4bda41aa3",
      topic: "cattle.io/octopus/:operator/device/:namespace/:name",
      operator: { write: "set" },
      publish: "cattle.io/octopus/set/device/default/case3",
      subscribe: "cattle.io/octopus/device/default/case3",
    },
    {
      name: "case4",
      uid: "014997f5-1f12-498b-8631-d2f22920e20a",
      topic: "cattle.io/octopus/:operator/device/:path/:uid",
      operator: { read: "status" },
      path: "region/ap",
      publish: "cattle.io/octopus/device/region/ap/014997f5-1f12-498b-8631-d2f22920e20a",
      subscribe: "cattle.io/octopus/status/device/region/ap/014997f5-1f12-498b-8631-d2f22920e20a",
    },
  ])("$name: $topic", ({ name, uid, topic, path, operator, publish, subscribe }) => {
    const compiled = compileTopic(topic, { link: { namespace: "default", name, uid }, path, operator });
    expect(compiled.forPublish()).toBe(publish);
    expect(compiled.forSubscribe()).toBe(subscribe);
  });
});

const LINK = { namespace: "ns", name: "link", uid: "uid-1" };

// The results are what Octopus' algorithm, run in Go with its path.Join, gives for the same input.
describe("rendering agrees with Octopus", () => {
  test.each<[template: string, context: Partial<TopicContext>, overrides: TopicOverrides | undefined, topic: string]>([
    // Slashes and lone colons of the template
    ["/a/b", {}, undefined, "a/b"],
    ["a/b/", {}, undefined, "a/b"],
    ["a//b///c", {}, undefined, "a/b/c"],
    ["a/:/b", {}, undefined, "a/b"],
    [":", {}, undefined, ""],
    ["/", {}, undefined, ""],
    ["", {}, undefined, ""],
    // Slashes of a content: they make levels, and only a first one survives
    ["a/:path/b", { path: "a///b///c" }, undefined, "a/a/b/c/b"],
    ["a/:path/b", { path: "/x/" }, undefined, "a/x/b"],
    [":path/b", { path: "/x/" }, undefined, "/x/b"],
    [":path/b", { path: "//x" }, undefined, "/x/b"],
    [":path/:name", { path: "/" }, undefined, "/link"],
    [":path", { path: "/" }, undefined, "/"],
    [":path", { path: "///" }, undefined, "/"],
    [":path/:operator", { path: "", operator: { write: "/x" } }, undefined, "/x"],
    // A content is not looked up again
    ["a/:path", { path: ":name" }, undefined, "a/:name"],
    ["a/:path", { path: ":" }, undefined, "a/:"],
    // Only whole segments are keywords, in exactly their spelling
    ["a/x:name/:namex/b", {}, undefined, "a/x:name/b"],
    ["a/:name /b", {}, undefined, "a/b"],
    ["a/:Name/b", {}, undefined, "a/b"],
    ["a/ /b", {}, undefined, "a/ /b"],
    // Keywords without content vanish, whatever their name
    ["a/:typo/b", {}, undefined, "a/b"],
    ["a/::/b", {}, undefined, "a/b"],
    ["a/:constructor/:__proto__/b", {}, {}, "a/b"],
    // The word null stands for no operator, in the options only
    ["a/:operator/b", { operator: { write: "null", read: "r" } }, undefined, "a/b"],
    ["a/:operator/b", { operator: { write: "w" } }, { operator: "null" }, "a/null/b"],
    // Overrides win, also with nothing, and may name any keyword but the link's identity
    ["a/:path/b", { path: "p" }, { path: "q/r" }, "a/q/r/b"],
    ["a/:path/b", { path: "p" }, { path: "" }, "a/b"],
    ["a/:operator/b", {}, { operator: "x" }, "a/x/b"],
    ["a/:typo/b", {}, { typo: "t" }, "a/t/b"],
    ["a/::/b", {}, { ":": "colon" }, "a/colon/b"],
    ["a/:name/b", {}, { name: "other", namespace: "x", uid: "y" }, "a/link/b"],
  ])("%j with %j and %j -> %j", (template, context, overrides, topic) => {
    expect(compileTopic(template, { link: LINK, ...context }).forPublish(overrides)).toBe(topic);
  });

  test.each([
    [{ namespace: "", name: "", uid: "" }, ""],
    [{ namespace: ":path", name: ":", uid: "/u" }, "/u/pp"],
    [{ namespace: "a/b", name: "x/", uid: "/u/" }, "/u/a/b/x"],
  ])("identity %j", (link, topic) => {
    expect(compileTopic(":uid/:namespace/:name", { link, path: "pp" }).forPublish()).toBe(topic);
  });
});

test("null in the options counts as absent", () => {
  const topic = compileTopic("a/:path/:operator", { link: LINK, path: null, operator: { read: null, write: "w" } });
  expect(topic.forPublish()).toBe("a/w");
  expect(topic.forSubscribe()).toBe("a");
  expect(compileTopic("a/:operator", { link: LINK, operator: null }).forPublish()).toBe("a");
});

test("dot segments stay, unlike in Octopus, and are reported", () => {
  const topic = compileTopic("a/:path/b/./c", { link: LINK, path: "../../x" }).forPublish();
  expect(topic).toBe("a/../../x/b/./c");
  expect(checkTopicName(topic).map(({ code }) => code)).toEqual(["topic-dot-segment"]);
});

test("an override for one call leaves the next one alone", () => {
  const topic = compileTopic("a/:path/:operator", { link: LINK, path: "p", operator: { read: "r", write: "w" } });
  expect(topic.forPublish({ path: "q", operator: "x" })).toBe("a/q/x");
  expect(topic.forPublish()).toBe("a/p/w");
  expect(topic.forSubscribe({ path: "q" })).toBe("a/q/r");
  expect(topic.forSubscribe()).toBe("a/p/r");
});
