import { parse } from "yaml";

/** The sources of a run, by path below the schema folder. */
export interface CodegenSources {
  readonly texts: Readonly<Record<string, string>>;
  /** Which of them is the user's. */
  readonly main: string;
}

/**
 * A schema as the user wrote it, and, where it is one of an object with a title, a kind that has it as its `spec`: so
 * that there is a CRD to show. A schema that has `apiVersion` and `kind` itself is taken for the kind.
 */
export function sourcesFor(text: string): CodegenSources {
  const main = `own.schema.${/^\s*\{/.test(text) ? "json" : "yaml"}`;
  const schema = tryParse(text);
  const title = textField(schema, "title");
  if (title === undefined || textField(schema, "type") !== "object") return { texts: { [main]: text }, main };
  const properties = field(schema, "properties");
  const isKind = field(properties, "apiVersion") !== undefined && field(properties, "kind") !== undefined;
  const name = title.replace(/Spec$/, "").replace(/[^A-Za-z0-9]/g, "");
  if (!/^[A-Z]/.test(name)) return { texts: { [main]: text }, main };
  const kind = `kind.schema.json`;
  return {
    main,
    texts: {
      [main]: text,
      ...(isKind ? {} : { [kind]: JSON.stringify(kindSchema(name, title, main)) }),
      "kind.crd.json": JSON.stringify(crd(name, isKind ? main : kind)),
    },
  };
}

const GROUP = "devices.example.com";

function kindSchema(name: string, title: string, main: string): object {
  const constant = (value: string, description: string) => ({ type: "string", const: value, description });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: title === name ? `${name}Kind` : name,
    description: `A ${name} as the cluster keeps it.`,
    type: "object",
    additionalProperties: false,
    required: ["apiVersion", "kind", "metadata", "spec"],
    properties: {
      apiVersion: constant(`${GROUP}/v1alpha1`, "Group and version of this kind."),
      kind: constant(name, "Name of this kind."),
      metadata: { $ref: "octopus-mqtt/schema/common/object-meta.schema.json" },
      spec: { $ref: main },
    },
  };
}

function crd(kind: string, schema: string): object {
  const singular = kind.toLowerCase();
  return {
    group: GROUP,
    scope: "Namespaced",
    names: { kind, listKind: `${kind}List`, plural: `${singular}s`, singular },
    versions: [{ name: "v1alpha1", served: true, storage: true, schema: { $ref: schema } }],
  };
}

function tryParse(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function textField(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === "string" ? found : undefined;
}
