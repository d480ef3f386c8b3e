import { FieldPath } from "../crd-lint/field-path.js";
import { Findings } from "../crd-lint/finding.js";
import { goJsonOf } from "../crd-lint/go-json.js";
import { decodeSchema, type SchemaProps } from "../crd-lint/schema-props.js";
import { customResourceDefinition } from "../emit/crds.js";
import { crdScope, isWanted } from "../emit/scope.js";
import { forServer } from "../emit/structural/older-servers.js";
import { structuralSchema } from "../emit/structural-schema.js";
import { nodesBelow } from "../input/rules/cel-types.js";
import { hasCelRules } from "../input/rules/source-cel.js";
import type { NormalizedSchema } from "../input/schema-document.js";
import type { CrdModel } from "../model/crd-model.js";
import type { EmitSettings, JsonObject, JsonValue, SchemaModel } from "../model/model.js";
import { typeNamed } from "../model/names.js";

const VALIDATIONS = "x-kubernetes-validations";

/** A schema with CEL rules somewhere, as an API server would read it. */
export interface CelRoot {
  readonly schema: SchemaProps;
  /** The type that the schema is of. */
  readonly type: NormalizedSchema;
  /** Whose version it is, and which; absent for a type that no CRD uses. */
  readonly version?: { readonly crd: CrdModel; readonly index: number };
  /** What was wrong with the form of the rules. */
  readonly findings: Findings;
}

/** The roots of all versions of CRDs, and the types with rules of their own that none of these uses. */
export function celRoots(
  model: SchemaModel,
  settings: EmitSettings,
  types: ReadonlyMap<string, NormalizedSchema>,
): CelRoot[] {
  const wanted = model.crds.filter((crd) => isWanted(crdScope(crd), settings));
  const used = new Set(model.crds.flatMap(({ versions }) => versions.flatMap(({ type }) => typesBelow(type, types))));
  const unused = [...types.values()].filter(({ name, root }) => !used.has(name) && hasCelRules(root));
  return [
    ...wanted.flatMap((crd) => versionRoots(crd, model, settings, types)),
    ...unused.map((type) => ({ ...decoded(schemaFor(type.name, model, settings), settings), type })),
  ];
}

function schemaFor(type: string, model: SchemaModel, { kubernetes }: EmitSettings): JsonObject {
  const schema = structuralSchema(model, typeNamed(model, type));
  return kubernetes === undefined ? schema : forServer(schema, kubernetes);
}

function versionRoots(
  crd: CrdModel,
  model: SchemaModel,
  settings: EmitSettings,
  types: ReadonlyMap<string, NormalizedSchema>,
): CelRoot[] {
  const definition = customResourceDefinition(model, crd, settings);
  if (!JSON.stringify(definition).includes(`"${VALIDATIONS}":`)) return [];
  const { versions } = definition.spec as { readonly versions: readonly { readonly schema: JsonObject }[] };
  return versions.flatMap(({ schema }, index) => {
    const type = types.get(crd.versions[index]?.type ?? "");
    return type ? [{ ...decoded(schema.openAPIV3Schema ?? null, settings), type, version: { crd, index } }] : [];
  });
}

function decoded(json: JsonValue, settings: EmitSettings): Pick<CelRoot, "schema" | "findings"> {
  const findings = new Findings(settings.kubernetes);
  const schema = decodeSchema(goJsonOf(json), FieldPath.ROOT, { findings, owner: "", strict: true });
  return { schema, findings };
}

/** The names of all types that a type is made of, itself among them. */
function typesBelow(name: string, types: ReadonlyMap<string, NormalizedSchema>, found = new Set<string>()): string[] {
  const type = types.get(name);
  if (!type || found.has(name)) return [];
  found.add(name);
  for (const { reference } of nodesBelow(type.root)) if (reference !== undefined) typesBelow(reference, types, found);
  return [...found];
}
