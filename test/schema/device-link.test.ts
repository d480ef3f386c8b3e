import { describe, expect, test } from "vitest";
import { isValid, propertiesOf, readSource, withDefaults, type Node } from "./sources.js";

/** The fields of DeviceLink as Octopus publishes them, in alphabetical order; `!` is required, `[]` the items of a list. */
const FIELDS = `
apiVersion! kind! metadata! spec! status
spec.adaptor! spec.adaptor.name spec.adaptor.node spec.adaptor.parameters
spec.model! spec.model.apiVersion spec.model.kind
spec.references
spec.references[].configMap spec.references[].configMap.items spec.references[].configMap.name!
spec.references[].downwardAPI spec.references[].downwardAPI.items!
spec.references[].downwardAPI.items[].fieldRef! spec.references[].downwardAPI.items[].fieldRef.apiVersion
spec.references[].downwardAPI.items[].fieldRef.fieldPath! spec.references[].downwardAPI.items[].name!
spec.references[].name
spec.references[].secret spec.references[].secret.items spec.references[].secret.name!
spec.template! spec.template.metadata spec.template.metadata.labels spec.template.spec
spec.template.spec.extension spec.template.spec.extension.mqtt
status.adaptorName status.conditions
status.conditions[].lastTransitionTime status.conditions[].lastUpdateTime status.conditions[].message
status.conditions[].reason status.conditions[].status! status.conditions[].type!
status.model status.model.apiVersion status.model.kind
status.nodeExternalDNS status.nodeExternalIP status.nodeHostName status.nodeInternalDNS status.nodeInternalIP status.nodeName
`;

/** Paths of all fields below a schema; the metadata and the options, which have tables of their own, are leaves. */
function fieldsOf(path: string, schema: Node, prefix: string): string[] {
  const { $ref, items } = schema;
  if (typeof $ref === "string") {
    const target = new URL($ref, `file:///${path}`).pathname.slice(1);
    return target.startsWith("device/") ? fieldsOf(target, readSource(target), prefix) : [];
  }
  if (typeof items === "object") return fieldsOf(path, items as Node, `${prefix}[]`);
  const required = (schema.required ?? []) as string[];
  return Object.entries(propertiesOf(schema)).flatMap(([name, property]) => {
    const field = prefix === "" ? name : `${prefix}.${name}`;
    return [`${field}${required.includes(name) ? "!" : ""}`, ...fieldsOf(path, property, field)];
  });
}

const LINK = "device/device-link";
const mqtt = { client: { server: "tcp://broker" }, message: { topic: ":name" } };
const link = (spec: object, more: object = {}) => ({
  apiVersion: "edge.cattle.io/v1alpha1",
  kind: "DeviceLink",
  metadata: { name: "case1" },
  spec: { adaptor: {}, model: {}, template: { spec }, ...more },
});

describe("DeviceLink", () => {
  test("has the fields that Octopus publishes", () => {
    const source = readSource(`${LINK}.schema.json`);
    expect(fieldsOf(`${LINK}.schema.json`, source, "").sort()).toEqual(FIELDS.trim().split(/\s+/).sort());
  });

  test("keeps what it does not know in the device's spec, and completes the options there", () => {
    const spec = { protocol: { rtu: {} }, extension: { mqtt, other: 1 } };
    expect(isValid(LINK, link(spec))).toBe(true);
    expect(withDefaults(LINK, link(spec))).toMatchObject({
      spec: { template: { spec: { protocol: { rtu: {} }, extension: { other: 1, mqtt: { message: { qos: 1 } } } } } },
    });
  });

  const wrong: [string, object][] = [
    ["the options", link({ extension: { mqtt: { ...mqtt, message: {} } } })],
    ["an unknown field of the spec", link({}, { adapter: {} })],
    ["no template", link({}, { template: undefined })],
    ["an empty list of downward API items", link({}, { references: [{ name: "a", downwardAPI: { items: [] } }] })],
    ["another kind", { ...link({}), kind: "Device" }],
    ["another version", { ...link({}), apiVersion: "edge.cattle.io/v1" }],
    ["no name", { ...link({}), metadata: {} }],
    ["a UID that is none", { ...link({}), metadata: { name: "a", uid: "1" } }],
    ["annotations of the device, which the server drops", link({}, { template: { metadata: { annotations: {} } } })],
  ];
  test.each(wrong)("is refused for %s", (_name, document) => {
    expect(isValid(LINK, JSON.parse(JSON.stringify(document)))).toBe(false);
  });

  test("in the cluster may carry metadata that is not described here", () => {
    const metadata = { name: "a", namespace: "default", generation: 1, managedFields: [], creationTimestamp: null };
    expect(isValid(LINK, { ...link({}), metadata })).toBe(true);
  });
});

test("the CRD names the kind and its columns as Octopus does", () => {
  const crd = readSource("crd/device-link.crd.json");
  expect(crd).toMatchObject({
    group: "edge.cattle.io",
    scope: "Namespaced",
    names: { plural: "devicelinks", shortNames: ["dl"] },
  });
  const [version] = crd.versions as { name: string; additionalPrinterColumns: Node[]; subresources: Node }[];
  expect([version?.name, version?.subresources]).toEqual(["v1alpha1", { status: {} }]);
  expect(version?.additionalPrinterColumns.map(({ name, jsonPath, type }) => [name, jsonPath, type])).toEqual([
    ["KIND", ".spec.model.kind", "string"],
    ["NODE", ".spec.adaptor.node", "string"],
    ["ADAPTOR", ".spec.adaptor.name", "string"],
    ["PHASE", ".status.conditions[-1].type", "string"],
    ["STATUS", ".status.conditions[-1].reason", "string"],
    ["AGE", ".metadata.creationTimestamp", "date"],
  ]);
});
