import { formatDiagnostic, GeneratorError, hasErrors } from "../../diagnostics.js";
import { customResourceDefinition } from "../../emit/crds.js";
import { structuralSchema } from "../../emit/structural-schema.js";
import { buildSources } from "../../generate.js";
import { loadSchemas } from "../../input/load-schemas.js";
import type { SchemaModel, TypeModel } from "../../model/model.js";
import { referencedTypes, typeNamed } from "../../model/names.js";
import type { Item, Side } from "../crd-item.js";
import { DiffError } from "../diff-error.js";
import { sourceLocator } from "./source-places.js";

/**
 * Source schemas, compiled to CRDs, and to structural schemas where no CRD uses a type.
 * Throws DiffError `sources-invalid` with every error.
 *
 * @param only the source path of the one type that is wanted; its folder is read all the same
 */
export async function readSources(folder: string, only?: string): Promise<Side> {
  const { model, diagnostics } = await buildSources(folder);
  if (!model) {
    const errors = diagnostics.filter((diagnostic) => hasErrors([diagnostic]));
    throw new DiffError("sources-invalid", errors.map(formatDiagnostic).join("\n"));
  }
  const { documents } = await loadSchemas(folder);
  const locator = sourceLocator(documents);
  const typeItem = (type: TypeModel): Item => ({
    name: type.name,
    content: structuralSchema(model, type),
    locate: locator(type.source),
  });
  const [roots, others] = only === undefined ? unusedTypes(model) : oneType(model, only);
  return asDiffError(() => ({
    crds: only === undefined ? crdItems(model, locator) : [],
    types: roots.map(typeItem),
    otherTypes: others.map(typeItem),
  }));
}

function crdItems(model: SchemaModel, locator: ReturnType<typeof sourceLocator>): Item[] {
  return model.crds.map((crd) => ({
    name: `${crd.names.plural}.${crd.group}`,
    content: customResourceDefinition(model, crd),
    locate: locator(crd.source),
  }));
}

/** Types that nothing uses, and all others: the schema of a type holds those of the types that it uses. */
function unusedTypes(model: SchemaModel): [TypeModel[], TypeModel[]] {
  const used = new Set([
    ...model.crds.flatMap(({ versions }) => versions.map(({ type }) => type)),
    ...model.types.flatMap(({ shape }) => referencedTypes(shape)),
  ]);
  return [model.types.filter(({ name }) => !used.has(name)), [...used].map((name) => typeNamed(model, name))];
}

function oneType(model: SchemaModel, source: string): [TypeModel[], TypeModel[]] {
  return [model.types.filter((type) => type.source === source), []];
}

function asDiffError<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof GeneratorError) throw new DiffError("sources-invalid", error.message);
    throw error;
  }
}
