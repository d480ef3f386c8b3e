import {
  Project,
  StructureKind,
  type ImportDeclarationStructure,
  type OptionalKind,
  type SourceFile,
  type SourceFileStructure,
} from "ts-morph";

/** One import of some names; names that the list repeats are imported once. */
export interface NamedImport {
  /** Module specifier, ending in `.js`. */
  readonly from: string;
  readonly names: readonly string[];
  /** True for `import type`. */
  readonly typeOnly: boolean;
}

/** TypeScript text from a ts-morph structure, made in one step: adding nodes one by one costs time that grows with the square. */
export function printSourceFile(structure: OptionalKind<SourceFileStructure>): string {
  return withSourceFile(structure, (file) => file.getFullText());
}

/**
 * Parses TypeScript text (or JavaScript, which parses as such) and hands its tree to `use`, whose result is returned.
 * The tree is gone afterwards; take text or structures out of it.
 */
export function withSourceFile<T>(
  content: string | OptionalKind<SourceFileStructure>,
  use: (file: SourceFile) => T,
): T {
  const whole = typeof content === "string" ? content : { ...content, kind: StructureKind.SourceFile as const };
  const file = project().createSourceFile("output.ts", whole, { overwrite: true });
  try {
    return use(file);
  } finally {
    file.forget();
  }
}

/** Import declarations for a ts-morph structure: one per module, modules and names in alphabetical order. */
export function importDeclarations(imports: readonly NamedImport[]): ImportDeclarationStructure[] {
  return imports
    .filter(({ names }) => names.length > 0)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, names, typeOnly }) => ({
      kind: StructureKind.ImportDeclaration,
      moduleSpecifier: from,
      namedImports: [...new Set(names)].sort(),
      isTypeOnly: typeOnly,
    }));
}

let shared: Project | undefined;

/** One project for all files: it parses and prints, reads nothing from disk and never type-checks. */
function project(): Project {
  shared ??= new Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    compilerOptions: { noLib: true, allowJs: true },
  });
  return shared;
}
