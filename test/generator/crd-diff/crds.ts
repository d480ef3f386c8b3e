import type { JsonObject } from "../../../generator/model/model.js";

/** The CRD of the kind Thing whose `spec` has this schema, as JSON, which is YAML. */
export function thing(spec: object, plural = "things"): string {
  const schema = { openAPIV3Schema: { type: "object", properties: { spec } } };
  return JSON.stringify(
    {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: `${plural}.example.dev` },
      spec: {
        group: "example.dev",
        scope: "Namespaced",
        names: { kind: "Thing", plural },
        versions: [{ name: "v1", served: true, storage: true, schema }],
      },
    },
    null,
    2,
  );
}

/** An object with these properties and no others. */
export function object(properties: JsonObject): JsonObject {
  return { type: "object", properties };
}
