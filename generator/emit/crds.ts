import { GeneratorError } from "../diagnostics.js";
import type { CrdModel, CrdVersionModel, Emitter, JsonObject, SchemaModel, TypeModel } from "../model/model.js";
import { typeNamed } from "../model/names.js";
import { bannerLines } from "../print/banner.js";
import { commentLines, printYaml } from "../print/yaml.js";
import { defined } from "./structural/node.js";
import { structuralSchema } from "./structural-schema.js";

/** One file per CRD, `crds/<group>_<plural>.yaml`, for `kubectl apply -f`. */
export const emitCrds: Emitter = (model) =>
  model.crds.map((crd) => ({
    path: `crds/${crd.group}_${crd.names.plural}.yaml`,
    content: `${commentLines(bannerLines(sourcesOf(model, crd))).join("\n")}\n${printYaml(customResourceDefinition(model, crd))}`,
  }));

/**
 * The CustomResourceDefinition as `apiextensions.k8s.io/v1` wants it, complete: nothing is left for the server to fill
 * in but the conversion strategy.
 * @throws GeneratorError where a version's type cannot be the root of a CRD, or a rule names an undeclared property.
 */
export function customResourceDefinition(model: SchemaModel, crd: CrdModel): JsonObject {
  const { kind, listKind, plural, singular, shortNames, categories } = crd.names;
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${crd.group}` },
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
      versions: crd.versions.map((version) => versionOf(model, version)),
    },
  };
}

function versionOf(model: SchemaModel, version: CrdVersionModel): JsonObject {
  const columns = version.printerColumns.map(({ name, type, jsonPath, description, priority }) =>
    defined({ name, type, jsonPath, description, priority }),
  );
  return {
    name: version.name,
    served: version.served,
    storage: version.storage,
    ...(columns.length > 0 ? { additionalPrinterColumns: columns } : {}),
    ...(version.statusSubresource ? { subresources: { status: {} } } : {}),
    schema: { openAPIV3Schema: rootSchema(model, version) },
  };
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

/** What the server refuses at the root of a CRD, as sentences. */
function rootProblems(root: JsonObject, { statusSubresource }: CrdVersionModel): string[] {
  const properties = root.properties as Readonly<Record<string, JsonObject>> | undefined;
  if (properties === undefined) return ["it is not an object with properties"];
  const defaulted = ["apiVersion", "kind"].filter((name) => properties[name] && "default" in properties[name]);
  return [
    ...["apiVersion", "kind", "metadata"].flatMap((name) => (properties[name] ? [] : [`it does not declare ${name}`])),
    ...defaulted.map((name) => `${name} has a default`),
    ...(statusSubresource && "allOf" in root ? ["it has rules beside a status subresource; move them below spec"] : []),
  ];
}

function rootError({ name, source }: TypeModel, problems: readonly string[]): GeneratorError {
  return new GeneratorError(
    problems.map((problem) => ({
      code: "dialect-violation",
      severity: "error",
      file: source,
      pointer: "",
      line: 0,
      column: 0,
      message: `${name} cannot be the root of a CRD: ${problem}`,
    })),
  );
}

function sourcesOf(model: SchemaModel, crd: CrdModel): string[] {
  const types = crd.versions.map((version) => typeNamed(model, version.type).source);
  return [...new Set([crd.source, ...types])].map((source) => `schema/${source}`);
}
