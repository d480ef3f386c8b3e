import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Where the generated CRDs are, one a file, with a kustomization of them all. */
export const CRD_FOLDER = join(ROOT, "generated/crds");
const SAMPLE_FOLDER = join(ROOT, "generated/samples");
const DEMO_FOLDER = join(ROOT, "runtime/demo/links");

/** A node of a structural schema, as far as it says which values there are. */
export interface CrdSchema {
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly items?: CrdSchema;
  readonly additionalProperties?: CrdSchema | boolean;
}

interface CrdVersion {
  readonly name: string;
  readonly additionalPrinterColumns?: readonly { readonly name: string; readonly priority?: number }[];
  readonly schema: { readonly openAPIV3Schema: CrdSchema };
}

/** A generated CRD, as far as the tests read it. */
export interface Crd {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly [CrdVersion, ...CrdVersion[]];
  };
}

/** An object of one of our kinds. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** A file with one object, and what is in it. */
export interface ManifestFile<Content> {
  readonly name: string;
  readonly path: string;
  readonly content: Content;
}

function filesIn(folder: string): ManifestFile<unknown>[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return names.map((name) => {
    const path = join(folder, name);
    return { name: join(basename(folder), name), path, content: parse(readFileSync(path, "utf8")) as unknown };
  });
}

/** Samples of types that are a part of an object are no manifests. */
function isManifest(file: ManifestFile<unknown>): file is ManifestFile<Manifest> {
  const { apiVersion, kind } = file.content as Partial<Manifest>;
  return typeof apiVersion === "string" && typeof kind === "string";
}

/** All generated CRDs; the kustomization beside them lists them. */
export const CRDS = filesIn(CRD_FOLDER).filter(
  ({ path }) => !path.endsWith("kustomization.yaml"),
) as ManifestFile<Crd>[];

/** Every generated sample that is a whole object, and the DeviceLinks of the demo. */
export const MANIFESTS = [...filesIn(SAMPLE_FOLDER), ...filesIn(DEMO_FOLDER)].filter(isManifest);
