import type { Diagnostic } from "../../diagnostics.js";
import { pointerTo } from "../json-pointer.js";
import { schemaNodes, type SchemaNode } from "../schema-nodes.js";
import type { LintedCrd, LintedSchema, SourceSchema } from "../schema-document.js";
import { own } from "../../own.js";

/** All sources that keep to the dialect. */
export interface LintContext {
  readonly schemas: readonly LintedSchema[];
  readonly crds: readonly LintedCrd[];
  readonly byFile: ReadonlyMap<string, LintedSchema>;
}

/** One thing that sources must fulfil; the name says it as a sentence. */
export interface LintRule<Context = LintContext> {
  readonly name: string;
  readonly check: (context: Context) => Diagnostic[];
}

/** A schema somewhere in a source. */
export interface SchemaPlace extends SchemaNode<SourceSchema> {
  readonly owner: LintedSchema;
}

/** A rule about each schema of each source by itself. */
export function ruleForEachSchema(
  name: string,
  checkPlace: (place: SchemaPlace, context: LintContext) => Diagnostic[],
): LintRule {
  const check = (context: LintContext) =>
    context.schemas.flatMap(placesOf).flatMap((place) => checkPlace(place, context));
  return { name, check };
}

const known = new WeakMap<LintedSchema, readonly SchemaPlace[]>();

/** Every schema of a source, the root first. Each rule asks, so they are found once. */
export function placesOf(owner: LintedSchema): readonly SchemaPlace[] {
  const places =
    known.get(owner) ?? schemaNodes(owner.document.json).map(({ pointer, schema }) => ({ owner, pointer, schema }));
  known.set(owner, places);
  return places;
}

/** The place that holds the keywords: that of the type referred to, if the schema is a reference. */
export function followReference(place: SchemaPlace, context: LintContext): SchemaPlace | undefined {
  if (place.schema.$ref === undefined) return place;
  const link = place.owner.document.references.find(({ pointer }) => pointer === place.pointer);
  const owner = link && context.byFile.get(link.target);
  // References in a circle are reported by their own rule; here they end the walk.
  if (!owner || owner.schema.$ref !== undefined) return undefined;
  return { owner, pointer: "", schema: owner.schema };
}

/** A property of an object, as a place. */
export function propertyPlace(place: SchemaPlace, name: string): SchemaPlace | undefined {
  const { properties = {} } = place.schema;
  const schema = own(properties, name);
  return schema && { owner: place.owner, pointer: pointerTo(place.pointer, "properties", name), schema };
}
