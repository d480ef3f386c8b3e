import type { CrdModel, CrdVersionModel } from "../model/crd-model.js";
import type { Emitter, OutputFile, SchemaModel } from "../model/model.js";
import { typeNamed } from "../model/names.js";
import { bannerLines } from "../print/banner.js";
import { crdSources } from "./crds.js";
import { inlineSchema } from "./ide/inline-schema.js";
import { rawSchema } from "./ide/raw-schema.js";
import { checkSchemas, type JsonSchema } from "./json-schema.js";
import { crdScope, isWanted } from "./scope.js";
import { structuralSchema } from "./structural-schema.js";

/**
 * A plain JSON Schema for each version of each kind, `ide/<group>/<kind>_<version>.json` in lower case: the layout in
 * which YAML editors and kubeconform look for the schemas of custom resources. It is one document without `$ref`, in
 * draft-07, which all of them read; it judges an object as the generated validator does, and tells what the CRD tells.
 */
export const emitIdeSchemas: Emitter = (model, settings) => {
  const crds = model.crds.filter((crd) => isWanted(crdScope(crd), settings));
  if (crds.length === 0) return [];
  const checks = new Map(checkSchemas(model).map((schema) => [String(schema.$id), schema]));
  return crds.flatMap((crd) => crd.versions.map((version) => ideFile(model, crd, version, checks)));
};

function ideFile(
  model: SchemaModel,
  crd: CrdModel,
  version: CrdVersionModel,
  checks: ReadonlyMap<string, JsonSchema>,
): OutputFile {
  const check = inlineSchema(checks.get(version.type) ?? {}, checks);
  const words = structuralSchema(model, typeNamed(model, version.type));
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $comment: bannerLines(crdSources(model, crd)).join(" "),
    title: `${crd.names.kind} ${crd.group}/${version.name}`,
    ...rawSchema(check, words),
  };
  const name = `${crd.names.kind}_${version.name}`.toLowerCase();
  return {
    path: `ide/${crd.group}/${name}.json`,
    content: `${JSON.stringify(schema, null, 2)}\n`,
    scope: crdScope(crd),
  };
}
