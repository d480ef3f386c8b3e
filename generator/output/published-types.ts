import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** What a package says in its package.json, at `octopus-mqtt-codegen`, of the generated code of its schemas. */
export interface PublishedTypes {
  /** The package's name. */
  readonly name: string;
  /** Absolute path of the folder with the schemas. */
  readonly schemas: string;
  /** Module that exports types and default-appliers: the `index.ts` of the generated code. */
  readonly types: string;
  /** Module that exports checks and places: its `embed.ts`. */
  readonly embed: string;
  /** Absolute path of its `embed.json`. */
  readonly manifestPath: string;
  readonly manifestText: string;
  /** Absent where the file cannot be read. */
  readonly manifest?: EmbedManifest;
  readonly problem?: string;
}

/** `embed.json`. */
export interface EmbedManifest {
  readonly format: number;
  readonly support: string;
  /** Fingerprints by the names of types. */
  readonly types: Readonly<Record<string, string>>;
}

/** The name of the key, and what stands there. */
const KEY = "octopus-mqtt-codegen";

interface PackageJson {
  readonly name?: string;
  readonly [KEY]?: Readonly<Partial<Record<"schemas" | "types" | "embed" | "manifest", string>>>;
}

/** What the package in a folder says; undefined where it says nothing. */
export function readPackage(folder: string): PublishedTypes | undefined {
  const { name = "", [KEY]: says } = JSON.parse(readFileSync(resolve(folder, "package.json"), "utf8")) as PackageJson;
  if (!says) return undefined;
  const { schemas = ".", types = name, embed = `${name}/embed`, manifest = "embed.json" } = says;
  const manifestPath = resolve(folder, manifest);
  const known = { name, schemas: resolve(folder, schemas), types, embed, manifestPath };
  try {
    const manifestText = readFileSync(manifestPath, "utf8");
    const parsed = JSON.parse(manifestText) as Partial<EmbedManifest> | null;
    if (!parsed?.types) return { ...known, manifestText, problem: `${manifest} is not what --publish writes` };
    return { ...known, manifestText, manifest: { format: 0, support: "", ...parsed, types: parsed.types } };
  } catch (error) {
    return { ...known, manifestText: "", problem: `${manifest} cannot be read (${String(error)})` };
  }
}
