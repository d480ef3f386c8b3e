import type { CrdModel, CrdNames, CrdVersionModel } from "../model/crd-model.js";
import { pointerTo } from "./json-pointer.js";
import type { LintedCrd, LintedSchema, SourceCrd, SourceCrdVersion } from "./schema-document.js";

/** Reads the CRD files into the model, with the names filled in that Kubernetes derives from the kind. */
export function readCrds(crds: readonly LintedCrd[], schemas: readonly LintedSchema[]): CrdModel[] {
  const nameOf = new Map(schemas.map(({ document, name }) => [document.file, name]));
  return crds.map(({ document, crd }) => {
    const { group, scope, labels = {}, annotations = {}, chart = defaultChart(group) } = crd;
    const versions = crd.versions.map((version, index) => {
      const pointer = pointerTo("", "versions", index, "schema");
      const target = document.references.find((reference) => reference.pointer === pointer)?.target;
      return readVersion(version, nameOf.get(target ?? ""));
    });
    return { source: document.source, group, scope, names: completeNames(crd), labels, annotations, chart, versions };
  });
}

/** The names of a CRD, with those that the server derives from the kind. */
export function completeNames({ names }: Pick<SourceCrd, "names">): CrdNames {
  const { kind, listKind = `${kind}List`, plural, singular = kind.toLowerCase() } = names;
  const { shortNames = [], categories = [] } = names;
  return { kind, listKind, plural, singular, shortNames, categories };
}

function defaultChart(group: string): string {
  return `${group.replaceAll(".", "-")}-crds`;
}

function readVersion(version: SourceCrdVersion, type: string | undefined): CrdVersionModel {
  const { name, served, storage, deprecated = false, deprecationWarning, subresources } = version;
  if (type === undefined) throw new Error(`The schema of CRD version ${name} was not linted`);
  return {
    name,
    served,
    storage,
    deprecated,
    ...(deprecationWarning === undefined ? {} : { deprecationWarning }),
    type,
    statusSubresource: subresources?.status !== undefined,
    ...(subresources?.scale === undefined ? {} : { scale: subresources.scale }),
    printerColumns: version.additionalPrinterColumns ?? [],
    selectableFields: (version.selectableFields ?? []).map(({ jsonPath }) => jsonPath),
  };
}
