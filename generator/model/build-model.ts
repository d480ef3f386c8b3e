import type { NormalizedNode, NormalizedSchema } from "../input/schema-document.js";
import type { CrdModel } from "./crd-model.js";
import type { ObjectShape, PropertyModel, SchemaModel, Shape, ShapeCommon, TypeModel } from "./model.js";
import { unreachable } from "./names.js";

/**
 * Builds the intermediate representation. Defaults are as the sources have them; `expandDefaults` closes them.
 * Types come in the order of the schemas given, CRDs in the order of their names.
 */
export function buildModel(schemas: readonly NormalizedSchema[], crds: readonly CrdModel[]): SchemaModel {
  const fullName = ({ names, group }: CrdModel) => `${names.plural}.${group}`;
  return {
    types: schemas.map(buildType),
    crds: crds.toSorted((a, b) => (fullName(a) < fullName(b) ? -1 : 1)),
  };
}

function buildType({ document, name, root }: NormalizedSchema): TypeModel {
  const { source, group, fileName } = document;
  return { name, source, group, fileName, ...root.documentation, shape: buildShape(root) };
}

/** The shape of a normalized schema, references by name. */
export function buildShape(node: NormalizedNode): Shape {
  const { kind, conditions, kubernetes } = node;
  const common = { conditions, kubernetes, ...(node.nullable && { nullable: true as const }) };
  switch (kind) {
    case "reference":
      return { kind, ...common, type: node.reference ?? missing(node, "reference") };
    case "object":
      return objectShape(node, common);
    case "map": {
      const { minProperties, maxProperties } = node.bounds;
      const values = buildMember(node.values ?? missing(node, "values"));
      const { keyPattern } = node;
      return { kind, ...common, values, ...given({ keyPattern, minProperties, maxProperties }) };
    }
    case "array": {
      const { minItems, maxItems } = node.bounds;
      return {
        kind,
        ...common,
        items: buildMember(node.items ?? missing(node, "items")),
        ...given({ minItems, maxItems }),
      };
    }
    case "string": {
      const { minLength, maxLength } = node.bounds;
      const { enum: values, pattern, format } = node;
      return { kind, ...common, ...given({ enum: values, minLength, maxLength, pattern, format }) };
    }
    case "integer":
    case "number": {
      const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = node.bounds;
      const bounds = { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf };
      return { kind, ...common, ...given({ enum: node.enum, ...bounds }) };
    }
    case "boolean":
      return { kind, ...common, ...given({ enum: node.enum }) };
    case "int-or-string": {
      const { minimum, maximum, minLength, maxLength } = node.bounds;
      return { kind, ...common, ...given({ minimum, maximum, minLength, maxLength, pattern: node.pattern }) };
    }
    case "any":
      return { kind, ...common };
    default:
      return unreachable(kind);
  }
}

/** The shape of list items and map values, which have no documentation of their own but for what is expected of them. */
function buildMember(node: NormalizedNode): Shape {
  return { ...buildShape(node), ...given({ expected: node.documentation.expected }) };
}

function objectShape(node: NormalizedNode, { conditions, ...common }: ShapeCommon): ObjectShape {
  const { minProperties, maxProperties } = node.bounds;
  // An object with named properties has no bounds of its own in the model, so they are one more condition.
  const size = given({ minProperties, maxProperties });
  return {
    kind: "object",
    conditions: Object.keys(size).length > 0 ? [...conditions, size] : conditions,
    ...common,
    properties: node.properties.map(([wireName, child]) => buildProperty(wireName, child, node.required)),
    open: node.open,
    rules: node.rules,
    warnings: node.warnings,
  };
}

function buildProperty(wireName: string, node: NormalizedNode, required: readonly string[]): PropertyModel {
  return {
    wireName,
    required: required.includes(wireName),
    ...node.documentation,
    ...given({ default: node.default, aliasOf: node.aliasOf }),
    shape: buildShape(node),
  };
}

/** The object without the keys that have no value: in the model a key that is absent is left out. */
function given<Keys extends object>(keys: Keys): { [Key in keyof Keys]?: Exclude<Keys[Key], undefined> } {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Keys]?: Exclude<Keys[Key], undefined>;
  };
}

function missing(node: NormalizedNode, part: string): never {
  throw new Error(`A schema of kind ${node.kind} at ${node.pointer} has no ${part}; the linter should have said so`);
}
