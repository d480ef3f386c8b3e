import { existsSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { Diagnostic } from "../diagnostics.js";
import type { NormalizedSchema } from "../input/schema-document.js";
import { EMBED_FORMAT, fingerprintOf, supportFingerprint } from "../emit/fingerprint.js";
import type { SchemaModel, TypeModel } from "../model/model.js";
import { readPackage, type PublishedTypes } from "./published-types.js";
import { own } from "../own.js";

/** A model of which the types that installed packages export say so. */
export interface LinkedModel {
  readonly model: SchemaModel;
  readonly diagnostics: readonly Diagnostic[];
  /** The manifests that were read, by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Says of each type whose schema lies in an installed package that exports generated code (`octopus-mqtt-codegen` in its
 * package.json) where that is. `package-types` where the package's code was not made from this schema by a generator
 * like this one.
 *
 * @param schemas those that the types were built from, in the same order
 */
export function linkPackageTypes(
  model: SchemaModel,
  schemas: readonly NormalizedSchema[],
  schemaDir: string,
): LinkedModel {
  const packages = new Map<string, PublishedTypes | undefined>();
  const ownSchemas = realpathSync(schemaDir);
  const diagnostics: Diagnostic[] = [];
  const types = model.types.map((type, index): TypeModel => {
    const document = schemas[index]?.document;
    // That of a definition has a pointer behind it, which changes nothing about the folders above.
    if (!document || isBelow(document.file, ownSchemas)) return type;
    const published = publishedFor(document.file, ownSchemas, packages);
    if (!published) return type;
    const fault = faultOf(type, published);
    if (fault === undefined) return { ...type, package: { types: published.types, embed: published.embed } };
    const message = `${fault}; install versions of ${published.name} and octopus-mqtt-codegen that belong together, or emit a copy of its types (--self-contained)`;
    // What is wrong with a package as a whole is told once.
    if (!diagnostics.some((each) => each.message === message)) diagnostics.push(finding(document.path, message));
    return type;
  });
  const read = [...packages.values()].flatMap((each) =>
    each ? [[each.manifestPath, each.manifestText] as const] : [],
  );
  return { model: { ...model, types }, diagnostics, texts: new Map(read) };
}

function faultOf(type: TypeModel, { name, manifest, problem }: PublishedTypes): string | undefined {
  if (!manifest) return `${name} says that it exports generated code of its schemas, but ${problem ?? ""}`;
  if (manifest.format !== EMBED_FORMAT || manifest.support !== supportFingerprint())
    return `the generated code of ${name} was made by another version of the generator, which calls it in another way`;
  const fingerprint = own(manifest.types, type.name);
  if (fingerprint === undefined) return `${name} exports no generated code for ${type.name}`;
  return fingerprint === fingerprintOf(type)
    ? undefined
    : `what ${name} exports for ${type.name} is not what this generator makes of its schema`;
}

function publishedFor(
  file: string,
  schemaDir: string,
  packages: Map<string, PublishedTypes | undefined>,
): PublishedTypes | undefined {
  const folder = packageFolder(file);
  // A package's own schemas are generated, not imported from what an earlier run left.
  if (folder === undefined || isBelow(schemaDir, folder)) return undefined;
  if (!packages.has(folder)) packages.set(folder, readPackage(folder));
  const published = packages.get(folder);
  return published && isBelow(file, published.schemas) ? published : undefined;
}

function packageFolder(file: string): string | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, "package.json"))) return folder;
  return undefined;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

function finding(file: string, message: string): Diagnostic {
  return { code: "package-types", severity: "error", file, pointer: "", line: 0, column: 0, message };
}
