/** A definition of things.example.dev with this schema for `spec.a`, and more for its version. */
export function definitionWith(a: object, version: object = {}): object {
  return definitionOf({ type: "object", properties: { spec: { type: "object", properties: { a } } } }, version);
}

/** The same with this schema. */
export function definitionOf(openAPIV3Schema: object, version: object = {}): object {
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "things.example.dev" },
    spec: {
      group: "example.dev",
      scope: "Namespaced",
      names: { plural: "things", kind: "Thing" },
      versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema }, ...version }],
    },
  };
}
