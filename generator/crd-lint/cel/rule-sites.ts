import type { FieldPath } from "../field-path.js";
import type { SchemaProps } from "../schema-props.js";

/** A schema with rules, and where it stands. */
export interface RuleSite {
  readonly schema: SchemaProps;
  /** Whether its values are resources, which have `kind`, `apiVersion` and `metadata` in any case. */
  readonly isResource: boolean;
  /** The lists and maps around it, the outermost first. */
  readonly around: readonly SchemaProps[];
  /** The outermost list or map above whose members have no identity, so that `oldSelf` is unknown. */
  readonly uncorrelated: FieldPath | undefined;
}

/** Every schema with rules, from a root down. */
export function ruleSites(root: SchemaProps, isResource: boolean): RuleSite[] {
  return sitesBelow({ schema: root, isResource, around: [], uncorrelated: undefined });
}

function sitesBelow(site: RuleSite): RuleSite[] {
  const { schema, around, uncorrelated } = site;
  const { items, additionalProperties, properties } = schema;
  const inItems = uncorrelated ?? (schema.listType === "map" ? undefined : schema.at);
  const inMap = uncorrelated ?? (schema.mapType === "atomic" ? schema.at : undefined);
  const below = (child: SchemaProps, isMember: boolean, uncorrelatedThere: FieldPath | undefined) =>
    sitesBelow({
      schema: child,
      isResource: child.embeddedResource,
      around: isMember ? [...around, schema] : around,
      uncorrelated: uncorrelatedThere,
    });
  // The server counts the properties of a list, and of an object that may have others, as it does items and entries.
  const isRepeated = schema.type === "array" || (schema.type === "object" && additionalProperties !== undefined);
  return [
    ...(schema.validations?.length ? [site] : []),
    ...(items?.schema ? below(items.schema, true, inItems) : []),
    ...(additionalProperties?.schema ? below(additionalProperties.schema, true, uncorrelated) : []),
    ...[...(properties?.values() ?? [])].flatMap((property) => below(property, isRepeated, inMap)),
  ];
}

/** How many items or entries a list or map may have; undefined where it has no bound. */
export function mostOf({ type, maxItems, maxProperties }: SchemaProps): number | undefined {
  const most = type === "array" ? maxItems : maxProperties;
  return most === undefined ? undefined : Math.max(0, Number(most));
}
