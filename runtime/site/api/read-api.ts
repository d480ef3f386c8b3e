import { join } from "node:path";
import {
  Application,
  ReflectionKind,
  TSConfigReader,
  normalizePath,
  type DeclarationReflection,
  type JSONOutput,
  type ProjectReflection,
  type SignatureReflection,
} from "typedoc";
import { ROOT } from "../build/embedded.js";

/** The entries of the published packages whose symbols are public; the command line has none. */
const ENTRIES = ["runtime/index.ts", "generator/index.ts"];

/** The public symbols of some sources, and what reads and writes them. */
export interface Api {
  readonly app: Application;
  readonly project: ProjectReflection;
}

/**
 * The public symbols of the packages with their docstrings, as typedoc reads them from the sources; `entries` are paths
 * below the root. Takes some ten seconds.
 */
export async function readApi(entries: readonly string[] = ENTRIES): Promise<Api> {
  const app = await Application.bootstrap(
    {
      entryPoints: entries.map((entry) => join(ROOT, entry)),
      tsconfig: join(ROOT, "tsconfig.json"),
      // `npm run typecheck` is for that.
      skipErrorChecking: true,
      excludePrivate: true,
      excludeExternals: true,
      disableGit: true,
      sourceLinkTemplate: "{path}#L{line}",
      readme: "none",
      logLevel: "Error",
    },
    [new TSConfigReader()],
  );
  const project = await app.convert();
  if (project === undefined) throw new Error("typedoc cannot read the sources");
  return { app, project };
}

/** The reference as typedoc's JSON, with paths below the root of the repository: for a site to render. */
export function apiJson({ app, project }: Api): JSONOutput.ProjectReflection {
  return app.serializer.projectToObject(project, normalizePath(ROOT));
}

/** The public symbols without a docstring, as `runtime.Client.connect`, in the order of the sources. */
export function undocumented(project: ProjectReflection): string[] {
  // With one entry its symbols are the project's own; with several each entry is a module.
  return (project.children ?? []).flatMap((child) =>
    child.kind === ReflectionKind.Module ? (child.children ?? []).flatMap(missingIn) : missingIn(child),
  );
}

function missingIn(symbol: DeclarationReflection): string[] {
  // Those of `Error` and the like are documented where they come from.
  if (symbol.inheritedFrom !== undefined || IGNORED.has(symbol.kind) || KEYWORDS.has(symbol.name)) return [];
  const type = symbol.type?.type === "reflection" ? symbol.type.declaration : undefined;
  const signatures = [
    ...(symbol.signatures ?? []),
    ...(symbol.getSignature ? [symbol.getSignature] : []),
    ...(type?.signatures ?? []),
  ];
  const isDocumented =
    symbol.hasComment() || signatures.some((signature: SignatureReflection) => signature.hasComment());
  // The texts in a table of codes are what there is to say about each.
  const inside = symbol.kind === ReflectionKind.Variable ? [] : [...(symbol.children ?? []), ...(type?.children ?? [])];
  return [...(isDocumented ? [] : [symbol.getFullName()]), ...inside.flatMap(missingIn)];
}

/** What JSON Schema and Kubernetes define, and the discriminant of a union; the model has them under the same names. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...["kind", "enum", "format", "pattern", "required", "properties", "items", "not", "anyOf", "allOf", "oneOf"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"],
  ...["minItems", "maxItems", "minProperties", "maxProperties"],
  ...["listKind", "plural", "singular", "shortNames", "categories"],
]);

/** A constructor is what its class says; modules and re-exports have their own. */
const IGNORED: ReadonlySet<ReflectionKind> = new Set([ReflectionKind.Constructor, ReflectionKind.Reference]);
