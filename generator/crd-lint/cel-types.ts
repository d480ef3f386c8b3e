import type { Environment } from "@marcbachmann/cel-js";
import type { SchemaProps } from "./schema-props.js";

const ESCAPED: Readonly<Record<string, string>> = { ".": "__dot__", "-": "__dash__", "/": "__slash__" };
const KEYWORDS =
  "true false null in as break const continue else for function if import let loop package namespace return var void while".split(
    " ",
  );

/** The name that a property has in CEL; undefined for one that CEL cannot reach. */
export function celName(name: string): string | undefined {
  if (KEYWORDS.includes(name)) return `__${name}__`;
  if (!/^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(name)) return undefined;
  return name.replaceAll("__", "__underscores__").replace(/[./-]/g, (sign) => ESCAPED[sign] ?? sign);
}

/** Declares the CEL types of schemas in an environment, as the API server derives them. */
export class CelTypes {
  private readonly environment: Environment;
  private count = 0;

  constructor(environment: Environment) {
    this.environment = environment;
  }

  /** The CEL type of a schema's values; undefined for one without a type, which CEL cannot see. */
  typeOf(schema: SchemaProps, isResource = schema.embeddedResource): string | undefined {
    if (schema.intOrString) return "dyn";
    if (schema.type === "array") {
      const items = schema.items?.schema && this.typeOf(schema.items.schema);
      return items && `list<${items}>`;
    }
    if (schema.type === "object" || isResource) return this.objectType(schema, isResource);
    if (schema.type === "string") return textType(schema.format);
    return { boolean: "bool", number: "double", integer: "int" }[schema.type];
  }

  private objectType(schema: SchemaProps, isResource: boolean): string | undefined {
    if (schema.additionalProperties?.schema) {
      const values = this.typeOf(schema.additionalProperties.schema);
      return values && `map<string, ${values}>`;
    }
    const fields = new Map<string, string>();
    for (const [name, property] of schema.properties ?? []) {
      const [field, type] = [celName(name), this.typeOf(property)];
      if (field !== undefined && type !== undefined) fields.set(field, type);
    }
    if (isResource) {
      fields.set("kind", "string").set("apiVersion", "string");
      fields.set("metadata", this.declare({ name: "string", generateName: "string" }));
    }
    return this.declare(Object.fromEntries(fields));
  }

  private declare(fields: Readonly<Record<string, string>>): string {
    const name = `Object${++this.count}`;
    this.environment.registerType(name, { fields });
    this.environment.registerOperator(`${name} == ${name}`, () => false);
    return name;
  }
}

function textType(format: string): string {
  if (format === "byte") return "bytes";
  if (format === "date" || format === "date-time") return "google.protobuf.Timestamp";
  return format === "duration" ? "google.protobuf.Duration" : "string";
}
