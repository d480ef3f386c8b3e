import { importDeclarations, type NamedImport } from "../print/source-file.js";
import { nodesOf, ofType, parseModule, type AnyNode, type NodeOf } from "../print/syntax-nodes.js";
import { applyEdits, type TextEdit } from "../print/text-edits.js";
import { errorMembers } from "./check-errors.js";
import { knownFieldSets, type SchemaTexts } from "./known-fields.js";

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

/** A schema that ajv wrote a function for. */
export interface CheckedSchema {
  /** The name of the check that the module exports or imports. */
  readonly check: string;
  /** What the paths of errors begin with. */
  readonly path: string;
  /** The module that has the check, where it is another one. */
  readonly from?: string;
}

interface Source extends SchemaTexts {
  /** What becomes of ajv's identifiers; undefined: nothing may need them. */
  readonly names: ReadonlyMap<string, string | undefined>;
}

/**
 * ajv's standalone output as a module that needs nothing of ajv's and that a person can read: functions carry the name
 * of their type, errors tell their type in `schemaPath`, the schemas are gone, other types' checks are imported, and
 * what ajv would load comes from `support/`. All places are found in the syntax tree.
 *
 * `checks` maps the `$id` of each schema to its check. Throws if anything would still load ajv, or if ajv wrote
 * something that this function does not know.
 */
export function readableChecks(code: string, checks: ReadonlyMap<string, CheckedSchema>): string {
  const { program, comments } = parseModule(code);
  const nodes = nodesOf(program);
  const functions = ofType(nodes, "FunctionDeclaration").map((node) => {
    const comment = comments.find(({ start, end }) => node.start < start && end < node.end);
    return { node, checked: schemaOf(node, comment?.value, checks) };
  });
  const constants = program.body.filter((node) => node.type === "VariableDeclaration");
  const patterns = constants.filter((node) => initializerOf(node).type === "NewExpression");
  const names = new Map<string, string | undefined>([
    ...functions.map(({ node, checked }) => [functionName(node), nameOf(checked)] as const),
    ...constants.map((node) => [declaredName(node), constantName(code, node, patterns)] as const),
  ]);
  const schemas = new Map(constants.map((node) => [declaredName(node), textOf(code, initializerOf(node))]));
  const source = { code, names, schemas };
  const fields = knownFieldSets(source, ofType(nodes, "CallExpression"));
  const edits = [
    // The directive "use strict", which a module need not have.
    ...program.body.filter((node) => node.type === "ExpressionStatement").map((node) => put(node, "")),
    ...fields.edits,
    ...program.body.flatMap((node) => (node.type === "ExportNamedDeclaration" ? exportEdits(node) : [])),
    ...functions.flatMap(({ node, checked }) =>
      checked.from ? [put(node, "")] : functionEdits(source, node, checked),
    ),
  ];
  const uses = untouched(ofType(nodes, "Identifier"), edits);
  const used = new Set(
    uses.filter((use) => !constants.some((node) => isWithin(use, declaredId(node)))).map(({ name }) => name),
  );
  const removals = constants.filter((node) => !isKept(source, node, used)).map((node) => put(node, ""));
  const text = applyEdits(code, [...edits, ...removals, ...renamings(source, untouched(uses, removals))]);
  const needed = new Set([...used].map((name) => names.get(name)));
  return [
    importsOf(
      needed,
      functions.map(({ checked }) => checked),
    ),
    ...fields.constants,
    text,
  ].join("\n");
}

/** Every function of ajv's begins with a comment that names its schema. */
function schemaOf(
  node: NodeOf<"FunctionDeclaration">,
  comment: string | undefined,
  checks: ReadonlyMap<string, CheckedSchema>,
): CheckedSchema {
  const id = comment?.match(/sourceURL="([^"]*)"/)?.[1];
  const checked = id === undefined ? undefined : checks.get(id);
  if (!checked) throw new Error(`ajv wrote a function for an unknown schema: ${id ?? functionName(node)}`);
  return checked;
}

function functionName({ id }: { readonly id: { readonly name: string } | null }): string {
  return id?.name ?? "";
}

function nameOf({ check, from }: CheckedSchema): string {
  return from === undefined ? `${check}At` : check;
}

type Constant = NodeOf<"VariableDeclaration">;

function declaredId(node: Constant): AnyNode {
  const [declarator] = node.declarations;
  if (!declarator) throw new Error("A declaration declares something");
  return declarator.id;
}

function declaredName(node: Constant): string {
  const id = declaredId(node);
  return id.type === "Identifier" ? id.name : "";
}

function initializerOf(node: Constant): AnyNode {
  const value = node.declarations[0]?.init;
  if (!value) throw new Error(`ajv declared a constant without a value: ${declaredName(node)}`);
  return value;
}

/** What becomes of a constant: regular expressions are numbered, schemas and what ajv would load go away. */
function constantName(code: string, node: Constant, patterns: readonly Constant[]): string | undefined {
  const value = initializerOf(node);
  const text = textOf(code, value);
  const replacement = REPLACEMENTS.find(({ initializer }) => initializer === text);
  if (replacement) return replacement.name;
  if (text === "Object.prototype.hasOwnProperty") return "hasOwnProperty";
  if (value.type === "NewExpression") return `pattern${patterns.indexOf(node) + 1}`;
  if (value.type === "ObjectExpression") return undefined;
  throw new Error(`ajv declared something unknown: ${textOf(code, node)}`);
}

/** False for constants that the output has elsewhere or that only removed code used. */
function isKept({ names }: Source, node: Constant, used: ReadonlySet<string>): boolean {
  const becomes = names.get(declaredName(node));
  if (becomes === undefined || REPLACEMENTS.some(({ name }) => name === becomes)) return false;
  return used.has(declaredName(node));
}

/** Exported checks get a type. */
function exportEdits({ declaration }: NodeOf<"ExportNamedDeclaration">): TextEdit[] {
  if (declaration?.type !== "VariableDeclaration") throw new Error("ajv exports constants only");
  return [{ start: declaredId(declaration).end, end: initializerOf(declaration).start, text: ": Check = " }];
}

/** `validate12(data, {instancePath="", ...}={})` becomes `checkMQTTOptionsAt(data, instancePath = "")`. */
function functionEdits(source: Source, node: NodeOf<"FunctionDeclaration">, checked: CheckedSchema): TextEdit[] {
  const [marker] = node.body.body;
  const [, options] = node.params;
  const nodes = nodesOf(node);
  if (!marker || !options) throw new Error(`ajv wrote an unknown function: ${textOf(source.code, node)}`);
  return [
    { start: node.body.start + 1, end: marker.end, text: "" },
    put(options, `instancePath = ""`),
    ...ofType(nodes, "BlockStatement").flatMap(({ body }) => recordingEdits(source, body, checked)),
    ...ofType(nodes, "ForStatement").flatMap(spacedTest),
    ...ofType(nodes, "IfStatement").flatMap((each) => restorationEdits(source, each)),
    ...ofType(nodes, "CallExpression").flatMap((call) => callEdits(source, call)),
  ];
}

/**
 * `const err0 = {...}; if (vErrors === null) {...} else {...}` becomes `(vErrors ??= []).push({...})`. Inside `not` and
 * what stands there nothing is reported, and ajv records empty errors that it takes back afterwards; both go away.
 */
function recordingEdits(source: Source, statements: readonly AnyNode[], { path }: CheckedSchema): TextEdit[] {
  return statements.flatMap((statement, index) => {
    if (statement.type !== "VariableDeclaration" || !/^err\d+$/.test(declaredName(statement))) return [];
    const branch = statements[index + 1];
    if (branch?.type !== "IfStatement" || testOf(source, branch) !== "vErrors === null")
      throw new Error(`Unknown code: ${textOf(source.code, statement)}`);
    const members = errorMembers(source, initializerOf(statement), path);
    const text = members === "" ? "" : `(vErrors ??= []).push({ ${members} });`;
    return [{ start: statement.start, end: branch.end, text }];
  });
}

/** `if (vErrors !== null) {...}` takes back recorded errors; there are none to take back. */
function restorationEdits(source: Source, node: NodeOf<"IfStatement">): TextEdit[] {
  return testOf(source, node) === "vErrors !== null" ? [put(node, "")] : [];
}

/** `i0<len0` reads as `i0 < len0`. */
function spacedTest({ test }: NodeOf<"ForStatement">): TextEdit[] {
  if (test?.type !== "BinaryExpression") return [];
  return [{ start: test.left.end, end: test.right.start, text: ` ${test.operator} ` }];
}

function testOf({ code }: Source, { test }: NodeOf<"IfStatement">): string {
  return textOf(code, test);
}

/** Calls of another type's check: of the second argument the instance path stays. */
function callEdits({ code }: Source, { callee, arguments: [, options] }: NodeOf<"CallExpression">): TextEdit[] {
  if (!/^validate\d+$/.test(textOf(code, callee))) return [];
  const path = options?.type === "ObjectExpression" ? options.properties[0] : undefined;
  if (!options || path?.type !== "Property" || textOf(code, path.key) !== "instancePath")
    throw new Error(`ajv wrote an unknown call: ${textOf(code, callee)}`);
  return [put(options, textOf(code, path.value))];
}

/** Renames what is left. */
function renamings({ names }: Source, uses: readonly NodeOf<"Identifier">[]): TextEdit[] {
  return uses.flatMap((use) => {
    const becomes = names.get(use.name);
    if (becomes !== undefined) return becomes === use.name ? [] : [put(use, becomes)];
    if (use.name !== "require" && !names.has(use.name)) return [];
    throw new Error(`ajv needs more than its output may have: ${use.name}`);
  });
}

function importsOf(needed: ReadonlySet<string | undefined>, functions: readonly CheckedSchema[]): string {
  const support = REPLACEMENTS.filter(({ name }) => needed.has(name));
  const others = new Map<string, NamedImport>();
  for (const { check, from } of functions) {
    if (from === undefined || !needed.has(check)) continue;
    others.set(from, { from, names: [...(others.get(from)?.names ?? []), check], typeOnly: false });
  }
  return importDeclarations([
    { from: "../../support/check.js", names: ["Check"], typeOnly: true },
    ...support.map(({ name, module }) => ({ from: `../../support/${module}.js`, names: [name], typeOnly: false })),
    ...others.values(),
  ]);
}

function put({ start, end }: AnyNode, text: string): TextEdit {
  return { start, end, text };
}

function textOf(code: string, { start, end }: AnyNode): string {
  return code.slice(start, end);
}

function isWithin(inner: AnyNode, outer: AnyNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The nodes that no edit replaces; both are walked once, in the order of the text. */
function untouched(nodes: readonly NodeOf<"Identifier">[], edits: readonly TextEdit[]): NodeOf<"Identifier">[] {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let next = 0;
  return nodes
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      while ((ordered[next]?.end ?? Infinity) <= start) next++;
      return end <= (ordered[next]?.start ?? Infinity);
    });
}
