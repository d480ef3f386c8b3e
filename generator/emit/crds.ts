import { isDeepStrictEqual } from "node:util";
import { GeneratorError } from "../diagnostics.js";
import type { CrdModel, CrdVersionModel, ScaleModel } from "../model/crd-model.js";
import type { Emitter, EmitSettings, JsonObject, SchemaModel, TypeModel } from "../model/model.js";
import { typeNamed } from "../model/names.js";
import { bannerLines } from "../print/banner.js";
import { commentLines, printYaml } from "../print/yaml.js";
import { refuseHalfHoisted } from "./hoisted-fields.js";
import { forServer } from "./structural/older-servers.js";
import { limitDescriptions } from "./structural/limit-descriptions.js";
import { crdScope, isWanted } from "./scope.js";
import { defined } from "./structural/node.js";
import { structuralSchema } from "./structural-schema.js";

/** One file per CRD, `crds/<group>_<plural>.yaml`, for `kubectl apply -f`. */
export const emitCrds: Emitter = (model, settings) =>
  model.crds
    .filter((crd) => isWanted(crdScope(crd), settings))
    .map((crd) => ({
      path: `crds/${crdFileName(crd)}`,
      content: crdText(model, crd, settings),
      scope: crdScope(crd),
    }));

/** `<group>_<plural>.yaml`, as controller-gen calls it. */
export function crdFileName({ group, names }: CrdModel): string {
  return `${group}_${names.plural}.yaml`;
}

/** `<plural>.<group>`, by which the server knows a CRD. */
export function crdName({ group, names }: CrdModel): string {
  return `${names.plural}.${group}`;
}

/** The paths of what a CRD is generated from, for its banner. */
export function crdSources(model: SchemaModel, crd: CrdModel): string[] {
  const types = crd.versions.map((version) => typeNamed(model, version.type).source);
  return [...new Set([crd.source, ...types])].map((source) => `schema/${source}`);
}

function crdText(model: SchemaModel, crd: CrdModel, settings: EmitSettings | undefined): string {
  const banner = commentLines(bannerLines(crdSources(model, crd)));
  return `${banner.join("\n")}\n${printYaml(customResourceDefinition(model, crd, settings))}`;
}

/**
 * The CustomResourceDefinition as `apiextensions.k8s.io/v1` wants it, complete: nothing is left for the server to fill
 * in but the conversion strategy of a kind with one version.
 * @throws GeneratorError where a version's type cannot be the root of a CRD, or a rule names an undeclared property,
 * or the server could not place the selectable fields.
 */
export function customResourceDefinition(model: SchemaModel, crd: CrdModel, settings: EmitSettings = {}): JsonObject {
  const known = definitions.get(crd);
  if (known?.model === model && isDeepStrictEqual(known.settings, shaping(settings))) return known.definition;
  const definition = buildDefinition(model, crd, settings);
  definitions.set(crd, { model, settings: shaping(settings), definition });
  return definition;
}

/** The settings that a definition depends on. */
function shaping({ maxDescription, kubernetes }: EmitSettings): EmitSettings {
  return { ...(maxDescription !== undefined && { maxDescription }), ...(kubernetes !== undefined && { kubernetes }) };
}

/** Several artefacts show the same definition. */
const definitions = new WeakMap<
  CrdModel,
  {
    readonly model: SchemaModel;
    readonly settings: EmitSettings;
    readonly definition: JsonObject;
  }
>();

function buildDefinition(model: SchemaModel, crd: CrdModel, settings: EmitSettings): JsonObject {
  const { kind, listKind, plural, singular, shortNames, categories } = crd.names;
  const versions = crd.versions.map((version) => versionOf(model, version, settings));
  refuseHalfHoisted(crd, versions);
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
      name: crdName(crd),
      ...(Object.keys(crd.labels).length > 0 ? { labels: crd.labels } : {}),
      ...(Object.keys(crd.annotations).length > 0 ? { annotations: crd.annotations } : {}),
    },
    spec: {
      group: crd.group,
      names: {
        kind,
        listKind,
        plural,
        singular,
        ...(shortNames.length > 0 ? { shortNames } : {}),
        ...(categories.length > 0 ? { categories } : {}),
      },
      scope: crd.scope,
      ...(crd.versions.length > 1 ? { conversion: { strategy: "None" } } : {}),
      versions,
    },
  };
}

function versionOf(model: SchemaModel, version: CrdVersionModel, settings: EmitSettings): JsonObject {
  const { maxDescription, kubernetes } = settings;
  const columns = version.printerColumns.map(({ name, type, jsonPath, description, priority }) =>
    defined({ name, type, jsonPath, description, priority }),
  );
  const { deprecationWarning, statusSubresource, scale, selectableFields } = version;
  const own = rootSchema(model, version);
  const root = kubernetes === undefined ? own : forServer(own, kubernetes);
  return {
    name: version.name,
    served: version.served,
    storage: version.storage,
    ...(version.deprecated ? defined({ deprecated: true, deprecationWarning }) : {}),
    ...(columns.length > 0 ? { additionalPrinterColumns: columns } : {}),
    ...(selectableFields.length > 0 ? { selectableFields: selectableFields.map((jsonPath) => ({ jsonPath })) } : {}),
    ...(statusSubresource || scale ? { subresources: subresourcesOf(statusSubresource, scale) } : {}),
    schema: { openAPIV3Schema: maxDescription === undefined ? root : limitDescriptions(root, maxDescription) },
  };
}

function subresourcesOf(status: boolean, scale: ScaleModel | undefined): JsonObject {
  return { ...(status ? { status: {} } : {}), ...(scale ? { scale: defined({ ...scale }) } : {}) };
}

/** The server owns `metadata` and refuses any word about it but its type. */
function rootSchema(model: SchemaModel, version: CrdVersionModel): JsonObject {
  const type = typeNamed(model, version.type);
  const root = structuralSchema(model, type);
  const problems = rootProblems(root, version);
  if (problems.length > 0) throw rootError(type, problems);
  const properties = root.properties as JsonObject;
  return {
    ...root,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, name === "metadata" ? { type: "object" } : schema]),
    ),
  };
}

const JUNCTORS = ["allOf", "anyOf", "oneOf", "not", "enum", "minProperties", "maxProperties"];

/** What the server refuses at the root of a CRD, as sentences. Sources are refused earlier, with a place; a model need not come from sources. */
function rootProblems(root: JsonObject, { statusSubresource }: CrdVersionModel): string[] {
  const properties = root.properties as Readonly<Record<string, JsonObject>> | undefined;
  if (properties === undefined) return ["it is not an object with properties"];
  const defaulted = ["apiVersion", "kind"].filter((name) => properties[name] && "default" in properties[name]);
  return [
    ...["apiVersion", "kind", "metadata"].flatMap((name) => (properties[name] ? [] : [`it does not declare ${name}`])),
    ...defaulted.map((name) => `${name} has a default`),
    ...(statusSubresource && JUNCTORS.some((keyword) => keyword in root)
      ? ["it has rules beside a status subresource; put them under spec"]
      : []),
  ];
}

function rootError({ name, source }: TypeModel, problems: readonly string[]): GeneratorError {
  return new GeneratorError(
    problems.map((problem) => ({
      code: "bad-crd-root",
      severity: "error",
      file: source,
      pointer: "",
      line: 0,
      column: 0,
      message: `${name} cannot be the root of a CRD: ${problem}`,
    })),
  );
}
