import { describe, expect, test } from "vitest";
import { measureCrds } from "../../generator/crd-sizes.js";
import { thingCrd } from "./support/crds.js";
import { model, object, open, property, required, string, type } from "./support/models.js";

/** What is measured of a CRD whose spec has a description of so many bytes. */
function measure(description: string, annotations: Record<string, string> = {}, maxDescription?: number) {
  const spec = property("spec", object([property("a", string())]), { description });
  const root = object([
    required("apiVersion", string()),
    required("kind", string()),
    required("metadata", open()),
    spec,
  ]);
  const given = { ...model(type("Thing", root)), crds: [thingCrd({ annotations })] };
  return measureCrds(given, maxDescription === undefined ? {} : { maxDescription }, "schema");
}

describe("the size of a CRD", () => {
  const [bare = { bytes: 0 }] = measure("").sizes;
  const withDescription = bare.bytes + Buffer.byteLength('"description":"",');

  test("is that of its JSON in UTF-8", () => {
    expect(measure("x").sizes).toEqual([{ name: "things.example.dev", bytes: withDescription + 1 }]);
    expect(measure("é").sizes).toEqual([{ name: "things.example.dev", bytes: withDescription + 2 }]);
  });

  // kubectl keeps the JSON and a line feed, and the server counts the annotation's name of 48 characters too.
  const room = 262_144 - 48 - 1 - withDescription;

  test.each([
    ["fills the annotations of kubectl apply", "x".repeat(room), {}, false],
    ["is one byte more", "x".repeat(room + 1), {}, true],
    ["has a character that Go writes as six", `<${"x".repeat(room - 6)}`, {}, false],
    ["has one more such character", `<${"x".repeat(room - 5)}`, {}, true],
    ["has annotations of its own", "x".repeat(room - 10), { "a/b": "c" }, true],
  ])("that %s", (_, description, annotations, isWarned) => {
    const { diagnostics } = measure(description, annotations);
    if (!isWarned) expect(diagnostics).toEqual([]);
    else {
      expect(diagnostics).toMatchObject([
        { code: "large-crd", severity: "warning", file: "schema/crd/thing.crd.json" },
      ]);
      expect(diagnostics[0]?.message).toMatch(/use kubectl apply --server-side, or shorten .* --max-description N$/);
    }
  });

  test("that etcd would not take is an error, until descriptions are cut", () => {
    const room = 1_572_864 - withDescription;
    expect(measure("x".repeat(room)).diagnostics).toMatchObject([{ severity: "warning" }]);
    expect(measure("x".repeat(room + 1)).diagnostics).toMatchObject([
      { code: "large-crd", severity: "error", message: expect.stringContaining("1,572,864 bytes") as string },
    ]);
    expect(measure("x".repeat(room + 1), {}, 100).diagnostics).toEqual([]);
  });
});
