import { describe, expect, test } from "vitest";
import { deriveUid } from "../../../runtime/options/derived-uid.js";
import { readManifest } from "../../../runtime/options/device-link.js";
import { thrownBy } from "../thrown.js";

const UID = "835aea2e-5f80-4d14-88f5-40c4bda41aa3";
const OPTIONS = { client: { server: "tcp://broker:1883" }, message: { topic: "a/:name" } };
const OWNER = {
  apiVersion: "edge.cattle.io/v1alpha1",
  kind: "DeviceLink",
  name: "link-1",
  uid: UID,
  controller: true,
  blockOwnerDeletion: true,
};

function deviceLink(changes: object = {}): Record<string, unknown> {
  return {
    apiVersion: "edge.cattle.io/v1alpha1",
    kind: "DeviceLink",
    metadata: { namespace: "plant", name: "link-1", uid: UID },
    spec: {
      model: { apiVersion: "devices.edge.cattle.io/v1alpha1", kind: "ModbusDevice" },
      template: { spec: { protocol: {}, extension: { mqtt: OPTIONS } } },
    },
    ...changes,
  };
}

function device(changes: object = {}): Record<string, unknown> {
  return {
    apiVersion: "devices.edge.cattle.io/v1alpha1",
    kind: "ModbusDevice",
    metadata: { namespace: "plant", name: "device-1", uid: "not the link's", ownerReferences: [OWNER] },
    spec: { extension: { mqtt: OPTIONS } },
    ...changes,
  };
}

describe("what is read", () => {
  test("a DeviceLink", () => {
    expect(readManifest(deviceLink())).toEqual({
      manifest: "DeviceLink",
      kind: "DeviceLink",
      link: { namespace: "plant", name: "link-1", uid: UID, uidDerived: false },
      options: OPTIONS,
      optionsPointer: "/spec/template/spec/extension/mqtt",
    });
  });

  test("a device has the identity of its controlling DeviceLink, and its own namespace", () => {
    expect(readManifest(device())).toEqual({
      manifest: "device",
      kind: "ModbusDevice",
      link: { namespace: "plant", name: "link-1", uid: UID, uidDerived: false },
      options: OPTIONS,
      optionsPointer: "/spec/extension/mqtt",
    });
  });

  test.each(["BluetoothDevice", "OPCUADevice", "DummyProtocolDevice", "DummySpecialDevice"])("a %s", (kind) => {
    expect(readManifest(device({ kind }))).toMatchObject({ kind, options: OPTIONS });
  });

  test("a kind nobody knows, of any API, as long as it has the extension", () => {
    const manifest = readManifest(device({ apiVersion: "example.com/v7", kind: "Toaster" }));
    expect(manifest).toMatchObject({ kind: "Toaster", options: OPTIONS });
  });

  test("an MQTTDevice has its options in the protocol", () => {
    const protocol = { ...OPTIONS, pattern: "AttributedTopic" };
    const own = readManifest(device({ kind: "MQTTDevice", spec: { protocol } }));
    expect(own).toMatchObject({ optionsPointer: "/spec/protocol" });
    expect(own.options).toEqual(OPTIONS);
    const linked = readManifest(
      deviceLink({ spec: { model: { kind: "MQTTDevice" }, template: { spec: { protocol } } } }),
    );
    expect(linked).toMatchObject({ optionsPointer: "/spec/template/spec/protocol" });
    expect(linked.options).toEqual(OPTIONS);
  });

  test("neither the manifest nor the options are touched", () => {
    const manifest = deviceLink();
    const before = structuredClone(manifest);
    expect(readManifest(manifest).options).toBe(OPTIONS);
    expect(manifest).toEqual(before);
  });
});

describe("identity", () => {
  test.each([undefined, null, ""])(
    "namespace %j is default, and uid %j is derived from namespace and name",
    (absent) => {
      const { link } = readManifest(deviceLink({ metadata: { namespace: absent, name: "case1", uid: absent } }));
      expect(link).toEqual({
        namespace: "default",
        name: "case1",
        uid: deriveUid("default", "case1"),
        uidDerived: true,
      });
    },
  );

  test("a derived UID is a version 5 UUID that never changes and differs from link to link", () => {
    expect(deriveUid("default", "case1")).toBe("c6e7ea5e-f42c-5800-b9c4-5e7c5e32d0e4");
    expect(deriveUid("default", "case1")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(deriveUid("other", "case1")).not.toBe(deriveUid("default", "case1"));
  });

  test.each([
    ["no owner", undefined],
    ["an owner that does not control it", [{ ...OWNER, controller: false }]],
    ["an owner of another kind", [{ ...OWNER, kind: "Deployment" }]],
    ["an owner of another API", [{ ...OWNER, apiVersion: "example.com/v1" }]],
  ])("a device with %s goes by its own name and a derived UID", (_, ownerReferences) => {
    const metadata = { namespace: "plant", name: "device-1", uid: "not the link's", ownerReferences };
    const { link } = readManifest(device({ metadata }));
    expect(link).toEqual({
      namespace: "plant",
      name: "device-1",
      uid: deriveUid("plant", "device-1"),
      uidDerived: true,
    });
  });
});

describe("refused, with the place", () => {
  test.each<[pointer: string, complaint: RegExp, manifest: unknown]>([
    ["", /The manifest is not an object; found a list|The manifest is not an object at/, []],
    ["", /The manifest is missing/, null],
    ["/apiVersion", /apiVersion is missing/, {}],
    ["/kind", /kind is missing/, { apiVersion: "v1", kind: "" }],
    ["/kind", /kind is not a string.*found a number/, { apiVersion: "v1", kind: 1 }],
    [
      "/apiVersion",
      /found "edge\.cattle\.io\/v2"; expected edge\.cattle\.io\/v1alpha1/,
      deviceLink({ apiVersion: "edge.cattle.io/v2" }),
    ],
    ["/apiVersion", /is not the one of MQTTDevice/, device({ apiVersion: "v1", kind: "MQTTDevice" })],
    ["/metadata/name", /metadata\.name is missing/, deviceLink({ metadata: {} })],
    ["/metadata/name", /is missing/, deviceLink({ metadata: "text" })],
    ["/metadata/uid", /is not a string/, deviceLink({ metadata: { name: "a", uid: 5 } })],
    ["/metadata/namespace", /is not a string/, deviceLink({ metadata: { name: "a", namespace: {} } })],
    ["/metadata/ownerReferences", /is not a list/, device({ metadata: { name: "a", ownerReferences: {} } })],
    [
      "/metadata/ownerReferences/1/name",
      /is missing/,
      device({ metadata: { ownerReferences: [{}, { ...OWNER, name: null }] } }),
    ],
    ["/spec/template/spec/extension/mqtt", /is missing/, deviceLink({ spec: {} })],
    ["/spec/extension/mqtt", /is missing.*found null/, device({ spec: { extension: { mqtt: null } } })],
    ["/spec/extension/mqtt", /is not an object.*found a string/, device({ spec: { extension: { mqtt: "hunter2" } } })],
    ["/spec/protocol", /is missing/, device({ kind: "MQTTDevice", spec: {} })],
    ["/spec/extension/mqtt", /is missing/, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } }],
  ])("%j: %s", async (pointer, complaint, manifest) => {
    const error = await thrownBy(() => readManifest(manifest));
    expect(error).toMatchObject({ code: "invalid-manifest", pointer });
    expect(error.message).toMatch(complaint);
    expect(error.expected).toBeTruthy();
    expect(error.message).not.toContain("hunter2");
  });
});
