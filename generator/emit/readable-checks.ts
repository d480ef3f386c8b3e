import {
  StructureKind,
  SyntaxKind,
  type CallExpression,
  type Expression,
  type FunctionDeclaration,
  type Identifier,
  type IfStatement,
  type ObjectLiteralExpression,
  type PropertyAssignment,
  type VariableDeclaration,
  type VariableStatement,
} from "ts-morph";
import { importDeclarations, printSourceFile, withSourceFile } from "../print/source-file.js";
import { applyEdits, between, remove, replace, replaceRange, untouched, type TextEdit } from "../print/text-edits.js";
import { knownFieldSets, schemaAt } from "./known-fields.js";

/** Functions of ours in place of what ajv would load at run time; modules are those of `support/`. */
const REPLACEMENTS = [
  {
    initializer: `require("ajv/dist/runtime/ucs2length").default`,
    name: "codePointLength",
    module: "code-point-length",
  },
  { initializer: `formats["date-time"]`, name: "isDateTime", module: "date-time" },
  { initializer: "repeatedItem", name: "repeatedItem", module: "list-keys" },
] as const;

/** Parameters of ajv's errors that messages are made from; the others repeat the schema. */
const KEPT_PARAMETERS: ReadonlySet<string> = new Set([
  ...["type", "limit", "missingProperty", "additionalProperty", "keys"],
]);

/** Keywords that may fail in part while the whole is valid; the schemas have them inside `not` only (json-schema.ts). */
const ALTERNATIVES: ReadonlySet<string> = new Set(["anyOf", "oneOf", "if", "contains", "propertyNames"]);

/** What becomes of ajv's identifiers; undefined: the declaration goes away, and nothing may need it. */
type Identifiers = ReadonlyMap<string, string | undefined>;

/**
 * ajv's standalone output as a module that needs nothing of ajv's and that a person can read: functions carry the name
 * of their type, errors tell their type in `schemaPath`, the schemas are gone, and what ajv would load comes from
 * `support/`. All places are found in the syntax tree.
 *
 * `exportNames` maps the `$id` of each exported schema to the name of its check. Throws if anything would still load
 * ajv, or if ajv wrote something that this function does not know.
 */
export function readableChecks(code: string, exportNames: ReadonlyMap<string, string>): string {
  return withSourceFile(code, (file) => {
    const functions = file.getFunctions().map((declaration) => ({ declaration, id: idOf(declaration) }));
    const constants = file.getVariableStatements().filter((statement) => !statement.isExported());
    const identifiers: Identifiers = new Map([
      ...functions.map(({ declaration, id }) => [declaration.getNameOrThrow(), functionName(id, exportNames)] as const),
      ...constants.map(constantName),
    ]);
    const fields = knownFieldSets(file);
    const edits = [
      // The directive "use strict", which a module need not have.
      ...file.getChildrenOfKind(SyntaxKind.ExpressionStatement).map(remove),
      ...fields.edits,
      ...file.getVariableStatements().flatMap(exportEdits),
      ...functions.flatMap(({ declaration, id }) => functionEdits(declaration, id)),
    ];
    const uses = untouched(file.getDescendantsOfKind(SyntaxKind.Identifier), edits);
    const removals = constants.filter((each) => !isNeeded(each, identifiers, uses)).map(remove);
    const renames = renamings(untouched(uses, removals), identifiers);
    const text = applyEdits(code, [...edits, ...removals, ...renames]);
    return [importsOf(new Set(identifiers.values())), ...fields.constants, text].join("\n");
  });
}

/** Every function of ajv's begins with a comment that names its schema. */
function idOf(declaration: FunctionDeclaration): string {
  const comment = declaration.getStatements()[0]?.getLeadingCommentRanges()[0]?.getText();
  const id = comment?.match(/sourceURL="([^"]*)"/)?.[1];
  if (id === undefined) throw new Error(`ajv wrote a function without a schema: ${declaration.getName() ?? ""}`);
  return id;
}

function functionName(id: string, exportNames: ReadonlyMap<string, string>): string {
  const exportName = exportNames.get(id);
  if (exportName === undefined) throw new Error(`ajv wrote a function for an unknown schema: ${id}`);
  return `${exportName}At`;
}

/** What becomes of a constant's name: regular expressions keep it, schemas and what ajv would load go away. */
function constantName(statement: VariableStatement): readonly [name: string, becomes: string | undefined] {
  const declaration = declarationOf(statement);
  const initializer = declaration.getInitializerOrThrow();
  const name = declaration.getName();
  const replacement = REPLACEMENTS.find((each) => each.initializer === initializer.getText());
  if (replacement) return [name, replacement.name];
  if (initializer.getText() === "Object.prototype.hasOwnProperty") return [name, "hasOwnProperty"];
  if (initializer.isKind(SyntaxKind.NewExpression)) return [name, name];
  if (initializer.isKind(SyntaxKind.ObjectLiteralExpression)) return [name, undefined];
  throw new Error(`ajv declared something unknown: ${statement.getText()}`);
}

/** False for constants that the output has elsewhere or that only removed code used. */
function isNeeded(statement: VariableStatement, identifiers: Identifiers, uses: readonly Identifier[]): boolean {
  const name = declarationOf(statement).getName();
  const becomes = identifiers.get(name);
  if (becomes === undefined || REPLACEMENTS.some((each) => each.name === becomes)) return false;
  return uses.filter((use) => use.getText() === name).length > 1;
}

/** Exported checks get a type. */
function exportEdits(statement: VariableStatement): TextEdit[] {
  if (!statement.isExported()) return [];
  const declaration = declarationOf(statement);
  return [between(declaration.getNameNode(), ": Check = ", declaration.getInitializerOrThrow())];
}

/** `validate12(data, {instancePath="", ...}={})` becomes `checkMQTTOptionsAt(data, instancePath = "")`. */
function functionEdits(declaration: FunctionDeclaration, id: string): TextEdit[] {
  const [marker] = declaration.getStatements();
  const [, options] = declaration.getParameters();
  if (!marker || !options) throw new Error(`ajv wrote an unknown function: ${declaration.getText()}`);
  return [
    remove(marker),
    replace(options, `instancePath = ""`),
    ...declaration.getDescendantsOfKind(SyntaxKind.VariableStatement).flatMap((node) => recordingEdits(node, id)),
    ...declaration.getDescendantsOfKind(SyntaxKind.IfStatement).flatMap(restorationEdits),
    ...declaration.getDescendantsOfKind(SyntaxKind.CallExpression).flatMap(callEdits),
  ];
}

/**
 * `const err0 = {...}; if (vErrors === null) {...} else {...}` becomes `(vErrors ??= []).push({...})`. Inside `not` and
 * what stands there nothing is reported, and ajv records empty errors that it takes back afterwards; both go away.
 */
function recordingEdits(statement: VariableStatement, id: string): TextEdit[] {
  const declaration = declarationOf(statement);
  if (!/^err\d+$/.test(declaration.getName())) return [];
  const branch = statement.getNextSiblingIfKindOrThrow(SyntaxKind.IfStatement);
  if (branch.getExpression().getText() !== "vErrors === null") throw new Error(`Unknown code: ${branch.getText()}`);
  const error = declaration.getInitializerIfKindOrThrow(SyntaxKind.ObjectLiteralExpression);
  if (error.getProperties().length === 0) return [remove(statement), remove(branch)];
  return [replaceRange(statement, branch, `(vErrors ??= []).push({ ${errorMembers(error, id)} });`)];
}

/** `if (vErrors !== null) {...}` takes back recorded errors; there are none to take back. */
function restorationEdits(statement: IfStatement): TextEdit[] {
  return statement.getExpression().getText() === "vErrors !== null" ? [remove(statement)] : [];
}

/** Errors say what messages need and no more: only conditions need their place in the schema, which tells their rule. */
function errorMembers(error: ObjectLiteralExpression, id: string): string {
  const keyword = memberOf(error, "keyword").asKindOrThrow(SyntaxKind.StringLiteral).getLiteralValue();
  if (ALTERNATIVES.has(keyword)) throw new Error(`ajv reports ${keyword} outside a negation: ${error.getText()}`);
  const path = memberOf(error, "schemaPath").asKindOrThrow(SyntaxKind.StringLiteral).getLiteralValue();
  const parameters = memberOf(error, "params").asKindOrThrow(SyntaxKind.ObjectLiteralExpression).getProperties();
  const kept = parameters
    .map((each) => each.asKindOrThrow(SyntaxKind.PropertyAssignment))
    .filter((each) => KEPT_PARAMETERS.has(each.getName()))
    .map((each) => (each.getName() === "type" ? `type: ${JSON.stringify(firstType(each))}` : each.getText()));
  return [
    error.getPropertyOrThrow("instancePath").getText(),
    `keyword: ${JSON.stringify(keyword)}`,
    ...(keyword === "not" ? [`schemaPath: ${JSON.stringify(id + path)}`] : []),
    ...(kept.length > 0 ? [`params: { ${kept.join(", ")} }`] : []),
  ].join(", ");
}

/** Of several types ajv names their place in the schema; messages want the first. */
function firstType(parameter: PropertyAssignment): unknown {
  const types = schemaAt(parameter.getSourceFile(), parameter.getInitializerOrThrow());
  return Array.isArray(types) ? (types as readonly unknown[])[0] : types;
}

function memberOf(object: ObjectLiteralExpression, name: string): Expression {
  return object.getPropertyOrThrow(name).asKindOrThrow(SyntaxKind.PropertyAssignment).getInitializerOrThrow();
}

/** Calls of another type's check: of the second argument the instance path stays. */
function callEdits(call: CallExpression): TextEdit[] {
  if (!/^validate\d+$/.test(call.getExpression().getText())) return [];
  const options = call.getArguments()[1]?.asKindOrThrow(SyntaxKind.ObjectLiteralExpression);
  const path = options?.getPropertyOrThrow("instancePath");
  if (!options || !path) throw new Error(`ajv wrote an unknown call: ${call.getText()}`);
  const value = path.asKind(SyntaxKind.PropertyAssignment)?.getInitializerOrThrow();
  return [replace(options, (value ?? path).getText())];
}

/** Renames what is left. */
function renamings(uses: readonly Identifier[], identifiers: Identifiers): TextEdit[] {
  return uses.flatMap((use) => {
    const name = use.getText();
    const becomes = identifiers.get(name);
    if (becomes !== undefined) return becomes === name ? [] : [replace(use, becomes)];
    if (name !== "require" && !identifiers.has(name)) return [];
    throw new Error(`ajv needs more than its output may have: ${use.getParentOrThrow().getText()}`);
  });
}

function importsOf(names: ReadonlySet<string | undefined>): string {
  const used = REPLACEMENTS.filter(({ name }) => names.has(name));
  const imports = importDeclarations([
    { from: "../support/check.js", names: ["Check"], typeOnly: true },
    ...used.map(({ name, module }) => ({ from: `../support/${module}.js`, names: [name], typeOnly: false })),
  ]);
  return printSourceFile({ statements: imports.map((each) => ({ ...each, kind: StructureKind.ImportDeclaration })) });
}

function declarationOf(statement: VariableStatement): VariableDeclaration {
  return statement.getFirstDescendantByKindOrThrow(SyntaxKind.VariableDeclaration);
}
