import { schema } from "../generator/source-folder.js";

/** A CRD source that uses all that CRD sources may say. A fresh copy, for a test to change. */
export function crdSource() {
  return {
    group: "example.dev",
    scope: "Namespaced",
    labels: { "app.kubernetes.io/part-of": "plant" } as Record<string, string> | undefined,
    annotations: { "example.dev/owner": "team: pumps" } as Record<string, string> | undefined,
    conversion: { strategy: "None" },
    names: { kind: "Pump", plural: "pumps", shortNames: ["pu", "pmp"], categories: ["plant", "all"] } as object,
    versions: [
      {
        name: "v1alpha1",
        served: true,
        storage: false,
        deprecated: true,
        deprecationWarning: "example.dev/v1alpha1 Pump is deprecated; use example.dev/v1",
        schema: { $ref: "../pump-alpha.schema.json" },
      },
      {
        name: "v1",
        served: true,
        storage: true,
        schema: { $ref: "../pump.schema.json" },
        subresources: {
          status: {},
          scale: {
            specReplicasPath: ".spec.impellers.wanted",
            statusReplicasPath: ".status.impellers",
            labelSelectorPath: ".status.selector",
          },
        },
        additionalPrinterColumns: [
          { name: "SPEED", type: "integer", jsonPath: ".spec.speed" },
          { name: "READY", type: "string", jsonPath: '.status.conditions[?(@.type=="Ready")].status' },
          { name: "LAST", type: "date", jsonPath: ".status.conditions[-1].since", priority: 1 },
          { name: "SITE", type: "string", jsonPath: ".metadata.labels.example\\.dev/site" },
          { name: "AGE", type: "date", jsonPath: ".metadata.creationTimestamp" },
        ],
        selectableFields: [{ jsonPath: ".spec.speed" }, { jsonPath: ".spec.primed" }, { jsonPath: ".status.selector" }],
      },
    ] as Version[],
  };
}

/** A version as a test changes it. */
export interface Version {
  [key: string]: unknown;
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: boolean;
  deprecationWarning?: string;
  additionalPrinterColumns?: object[];
  selectableFields?: { jsonPath: string }[];
  subresources?: { status?: object; scale?: Record<string, string> };
}

const closed = (properties: object, more: object = {}) => ({
  type: "object",
  properties,
  additionalProperties: false,
  ...more,
});
const text = (more: object = {}) => ({ type: "string", maxLength: 99, examples: ["a"], ...more });

const object = (properties: object = {}) => ({ type: "object", properties, additionalProperties: true });
const SERVER_FIELDS = { apiVersion: text(), kind: text(), metadata: object({ name: text() }) };
const REQUIRED = { required: ["apiVersion", "kind", "metadata", "spec"] };

/** The files of a source folder for a CRD of the kind Pump; `spec` is added to what its spec says. */
export function sourcesOf(crd: object, spec: { readonly properties?: object } = {}, root: object = {}) {
  const since = { type: "string", format: "date-time", maxLength: 40, examples: ["2020-09-22T10:00:00Z"] };
  const count = { type: "integer", minimum: 0, maximum: 9 };
  const properties = {
    ...SERVER_FIELDS,
    spec: closed({
      speed: { type: "integer", minimum: 0, maximum: 9000, default: 50 },
      primed: { type: "boolean" },
      impellers: closed({ wanted: count }),
      ...spec.properties,
    }),
    status: closed({
      impellers: count,
      selector: text(),
      conditions: { type: "array", maxItems: 9, items: closed({ type: text(), status: text(), since }) },
    }),
  };
  return {
    "schema/crd/pump.crd.json": JSON.stringify(crd, null, 2),
    "schema/pump.schema.json": schema("Pump", { ...closed(properties, REQUIRED), ...root }),
    "schema/pump-alpha.schema.json": schema("PumpAlpha", closed({ ...SERVER_FIELDS, spec: object() }, REQUIRED)),
  };
}
