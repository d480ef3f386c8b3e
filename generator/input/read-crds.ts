import type { CrdModel, CrdVersionModel } from "../model/model.js";
import { pointerTo } from "./json-pointer.js";
import type { LintedCrd, LintedSchema, SourceCrdVersion } from "./schema-document.js";

/** Reads the CRD files into the model, with the names filled in that Kubernetes derives from the kind. */
export function readCrds(crds: readonly LintedCrd[], schemas: readonly LintedSchema[]): CrdModel[] {
  const nameOf = new Map(schemas.map(({ document, name }) => [document.file, name]));
  return crds.map(({ document, crd }) => {
    const { kind, listKind = `${kind}List`, plural, singular = kind.toLowerCase() } = crd.names;
    const { shortNames = [], categories = [] } = crd.names;
    return {
      source: document.source,
      group: crd.group,
      scope: crd.scope,
      names: { kind, listKind, plural, singular, shortNames, categories },
      versions: crd.versions.map((version, index) => {
        const pointer = pointerTo("", "versions", index, "schema");
        const target = document.references.find((reference) => reference.pointer === pointer)?.target;
        return readVersion(version, nameOf.get(target ?? ""));
      }),
    };
  });
}

function readVersion(version: SourceCrdVersion, type: string | undefined): CrdVersionModel {
  const { name, served, storage, subresources, additionalPrinterColumns = [] } = version;
  if (type === undefined) throw new Error(`The schema of CRD version ${name} was not linted`);
  const statusSubresource = subresources?.status !== undefined;
  return { name, served, storage, type, statusSubresource, printerColumns: additionalPrinterColumns };
}
