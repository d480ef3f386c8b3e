import { describe, expect, test } from "vitest";
import { clientId } from "../../../runtime/options/client-id.js";
import { thrownBy } from "../thrown.js";

// The digests for MQTT 3.1 are those of Octopus' own code.
test.each([
  ["835aea2e-5f80-4d14-88f5-40c4bda41aa3", "5a8044f40c41aa3"],
  ["fcd1eb1b-ea42-4cb9-afb0-0ec2d0830583", "cda424cfb0c0058"],
  ["41478d1e-c3f8-46e3-a3b5-ba251f285277", "4e386e33bba2f57"],
  ["014997f5-1f12-498b-8631-d2f22920e20a", "4751f2b63d2220a"],
])("%s", (uid, digest) => {
  expect(clientId(uid, 3)).toBe(`octopus-${digest}`);
  expect(clientId(uid, 4)).toBe(`octopus-${uid.replaceAll("-", "")}`);
});

test("capital digits count as much as small ones and are kept", () => {
  const uid = "FCD1EB1B-EA42-4CB9-AFB0-0EC2D0830583";
  expect(clientId(uid, 3)).toBe("octopus-CDA424CFB0C0058");
});

describe("a UID that is no UUID would make links share a session", () => {
  test.each([
    "",
    "uid-1",
    "835aea2e5f804d1488f540c4bda41aa3",
    "835aea2e-5f80-4d14-88f5-40c4bda41aa",
    "../../../../etc",
  ])("%j", async (uid) => {
    for (const version of [3, 4] as const) {
      const error = await thrownBy(() => clientId(uid, version));
      expect(error).toMatchObject({ code: "invalid-manifest", found: JSON.stringify(uid) });
      expect(error.remedy).toContain("metadata.uid");
    }
  });
});
