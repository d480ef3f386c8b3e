import { posix } from "node:path";
import { syntaxTree, ts } from "../print/syntax-tree.js";
import { applyEdits, replace, type TextEdit } from "../print/text-edits.js";

/** A kind of import or export that has no counterpart here. */
export class UnknownExport extends Error {
  override readonly name = "UnknownExport";
}

/** What holds a module's exports: `export =` takes one thing only. */
const HOLDER = "exported";

/**
 * A module in the words that TypeScript wants of a CommonJS module under `verbatimModuleSyntax`: `import x = require()`,
 * and `export =` of a namespace with the module's declarations. A module of types alone needs no change.
 *
 * @param modules the texts of all modules by path, since `export =` has to name what `export *` does not
 */
export function toCommonJs(path: string, text: string, modules: ReadonlyMap<string, string>): string {
  const tree = syntaxTree(text);
  const statements = [...tree.statements];
  const exported = namesExported(path, modules);
  const imports = statements.filter(ts.isImportDeclaration);
  if (exported.values.size === 0 && imports.every(isTypeImport)) return text;
  const edits = imports.filter((each) => !isTypeImport(each)).map((each, index) => importEdit(each, index));
  const stars = statements.filter(ts.isExportDeclaration).filter((each) => each.moduleSpecifier);
  edits.push(...stars.map((each, index) => starEdit(path, each, index, modules)));
  const start = bodyStart(text, statements);
  edits.push({ start, end: start, text: `\n\nnamespace ${HOLDER} {\n` });
  const reexports = stars.map((each, index) => reexported(path, each, index, modules)).join("");
  return `${applyEdits(text, edits)}${reexports}}\n\nexport = ${HOLDER};\n`;
}

/** Where declarations begin: behind the imports, or behind the banner where there are none. */
function bodyStart(text: string, statements: readonly ts.Statement[]): number {
  const last = statements.findLast((each) => ts.isImportDeclaration(each) || ts.isExportDeclaration(each));
  const banner = ts
    .getLeadingCommentRanges(text, 0)
    ?.findLast(({ kind }) => kind === ts.SyntaxKind.SingleLineCommentTrivia);
  return last?.getEnd() ?? banner?.end ?? 0;
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  return importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** `import { f, type T } from "m"`: the module, an alias for each value, and the types by themselves. */
function importEdit(declaration: ts.ImportDeclaration, index: number): TextEdit {
  const bindings = declaration.importClause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) throw new UnknownExport(declaration.getText());
  const from = declaration.moduleSpecifier.getText();
  const module = `module${index + 1}`;
  const values = bindings.elements.filter((each) => !each.isTypeOnly);
  const types = bindings.elements.filter((each) => each.isTypeOnly).map(({ name }) => name.text);
  const aliases = values.map(
    ({ name, propertyName }) => `import ${name.text} = ${module}.${(propertyName ?? name).text};`,
  );
  return replace(
    declaration,
    [
      `import ${module} = require(${from});`,
      ...aliases,
      ...(types.length > 0 ? [`import type { ${types.join(", ")} } from ${from};`] : []),
    ].join("\n"),
  );
}

function starEdit(
  path: string,
  star: ts.ExportDeclaration,
  index: number,
  modules: ReadonlyMap<string, string>,
): TextEdit {
  if (star.exportClause) throw new UnknownExport(star.getText());
  const hasValues = namesExported(targetOf(path, star), modules).values.size > 0;
  const kind = star.isTypeOnly || !hasValues ? "import type" : "import";
  return replace(star, `${kind} star${index + 1} = require(${star.moduleSpecifier?.getText() ?? ""});`);
}

function reexported(
  path: string,
  star: ts.ExportDeclaration,
  index: number,
  modules: ReadonlyMap<string, string>,
): string {
  const { values, types } = namesExported(targetOf(path, star), modules);
  const module = `star${index + 1}`;
  const aliases = star.isTypeOnly ? [] : [...values].map((name) => `export import ${name} = ${module}.${name};\n`);
  const onlyTypes = [...types].filter(([name]) => star.isTypeOnly || !values.has(name));
  const typeAliases = onlyTypes.map(
    ([name, { declared, used }]) => `export type ${name}${declared} = ${module}.${name}${used};\n`,
  );
  return [...aliases, ...typeAliases].join("");
}

interface Exports {
  readonly values: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, TypeParameters>;
}

/** Those of a generic type as they are declared (`<T = string>`) and given (`<T>`); empty texts of any other. */
interface TypeParameters {
  readonly declared: string;
  readonly used: string;
}

/** The names that a module exports, by itself or from others. */
function namesExported(path: string, modules: ReadonlyMap<string, string>): Exports {
  const values = new Set<string>();
  const types = new Map<string, TypeParameters>();
  for (const statement of syntaxTree(modules.get(path) ?? "").statements) {
    if (ts.isExportAssignment(statement)) throw new UnknownExport(statement.getText());
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier) {
      const others = namesExported(targetOf(path, statement), modules);
      for (const [name, parameters] of others.types) types.set(name, parameters);
      if (!statement.isTypeOnly) for (const name of others.values) values.add(name);
    } else addDeclared(statement, values, types);
  }
  return { values, types };
}

function addDeclared(statement: ts.Statement, values: Set<string>, types: Map<string, TypeParameters>): void {
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword);
  if (!isExported) return;
  if (ts.isVariableStatement(statement)) {
    for (const { name } of statement.declarationList.declarations) values.add(name.getText());
  } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
    types.set(statement.name.text, typeParameters(statement));
  } else if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  ) {
    if (statement.name) values.add(statement.name.text);
  }
}

function typeParameters({ typeParameters: parameters }: ts.DeclarationWithTypeParameterChildren): TypeParameters {
  if (!parameters || parameters.length === 0) return { declared: "", used: "" };
  const list = (texts: readonly string[]) => `<${texts.join(", ")}>`;
  return {
    declared: list(parameters.map((each) => each.getText())),
    used: list(parameters.map(({ name }) => name.text)),
  };
}

function targetOf(path: string, { moduleSpecifier }: ts.ExportDeclaration): string {
  const specifier = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "";
  return posix.join(posix.dirname(path), specifier).replace(/\.js$/, ".ts");
}
