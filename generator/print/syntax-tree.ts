import { Project, type SourceFile } from "ts-morph";

/**
 * Parses TypeScript text (or JavaScript, which parses as such) and hands its tree to `use`, whose result is returned.
 * The tree is gone afterwards; take text out of it.
 */
export function withSourceFile<T>(text: string, use: (file: SourceFile) => T): T {
  const file = project().createSourceFile("output.ts", text, { overwrite: true });
  try {
    return use(file);
  } finally {
    file.forget();
  }
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
