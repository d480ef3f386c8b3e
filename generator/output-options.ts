import type { EnumStyle, OptionalProperties } from "./model/model.js";

/**
 * How the generated files look, for the build that takes them. Every member may be left out; the first value named is
 * the default. None of them changes CRDs, documents, samples or IDE schemas, but `formatter`, which lays them out anew.
 */
export interface OutputOptions {
  /**
   * What relative imports end in: `.js`, `.ts` or nothing. Default: what the nearest `tsconfig.json` above the output
   * folder asks for (`allowImportingTsExtensions` or `rewriteRelativeImportExtensions`: `.ts`; `moduleResolution`
   * node16, nodenext: `.js`; bundler, node10, classic: none); `.js` without one.
   */
  readonly importExtension?: ImportExtension;
  /**
   * `esm`: `import` and `export`, which TypeScript also compiles to CommonJS. `commonjs`: `import x = require()` and
   * `export =`, the only spelling that compiles in a CommonJS package under `verbatimModuleSyntax`.
   */
  readonly module?: ModuleSyntax;
  /** A closed list of values: `union` of literals, `const-object` with a type of its values, or TypeScript's `enum`. */
  readonly enums?: EnumStyle;
  /** An optional property of type T: `exact`: `x?: T`; `or-undefined`: `x?: T | undefined`. */
  readonly optionalProperties?: OptionalProperties;
  /** Names of TypeScript modules: `source`: as the schema files are named; or one style for all. */
  readonly fileNames?: FileNameStyle;
  /**
   * Comments that stand first in every TypeScript file, as they are: a licence header, `/* eslint-disable *\/`.
   * Default: none. Anything but comments is an error (`bad-output-option`).
   */
  readonly banner?: string;
  /** `none`: our own layout; `prettier`: that of the project of the output folder, with its configuration. */
  readonly formatter?: Formatter;
  /**
   * Types of schemas in installed packages that export generated code for them: `import` it, or `emit` a copy.
   * Default: `import`; with `module: "commonjs"`, `emit`, since such packages are ES modules.
   */
  readonly packageTypes?: PackageTypes;
  /**
   * Also emit `embed.ts` and `embed.json`, from which the generated code of other packages imports that of this one.
   * Default: false.
   */
  readonly publish?: boolean;
  /**
   * Also emit `arbitraries/`: per type an arbitrary for fast-check, which is then a devDependency of yours, and samples.
   * Default: false.
   */
  readonly arbitraries?: boolean;
  /** Folder of templates that replace those of the same name in `templates/`. Default: none. */
  readonly templates?: string;
}

/** What {@link OutputOptions.importExtension} may be; `none` is nothing. */
export const IMPORT_EXTENSIONS = [".js", ".ts", "none"] as const;
/** One of {@link IMPORT_EXTENSIONS}. */
export type ImportExtension = (typeof IMPORT_EXTENSIONS)[number];

/** What {@link OutputOptions.module} may be; the default first. */
export const MODULE_SYNTAXES = ["esm", "commonjs"] as const;
/** One of {@link MODULE_SYNTAXES}. */
export type ModuleSyntax = (typeof MODULE_SYNTAXES)[number];

/** What {@link OutputOptions.enums} may be; the default first. */
export const ENUM_STYLES = ["union", "const-object", "enum"] as const satisfies readonly EnumStyle[];

/** What {@link OutputOptions.optionalProperties} may be; the default first. */
export const OPTIONAL_PROPERTIES = ["exact", "or-undefined"] as const satisfies readonly OptionalProperties[];

/** What {@link OutputOptions.fileNames} may be; the default first. */
export const FILE_NAME_STYLES = ["source", "kebab-case", "camelCase", "PascalCase", "snake_case"] as const;
/** One of {@link FILE_NAME_STYLES}. */
export type FileNameStyle = (typeof FILE_NAME_STYLES)[number];

/** What {@link OutputOptions.formatter} may be; the default first. */
export const FORMATTERS = ["none", "prettier"] as const;
/** One of {@link FORMATTERS}. */
export type Formatter = (typeof FORMATTERS)[number];

/** What {@link OutputOptions.packageTypes} may be. */
export const PACKAGE_TYPES = ["import", "emit"] as const;
/** One of {@link PACKAGE_TYPES}. */
export type PackageTypes = (typeof PACKAGE_TYPES)[number];
