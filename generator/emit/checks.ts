import type { Ajv, SchemaObject } from "ajv";
import type { Emitter, SchemaModel, TypeModel } from "../model/model.js";
import { adviseName, checkName, isComposite, moduleSpecifier, namesOf, ownTypes, typeNamed } from "../model/names.js";
import { typeScriptBanner } from "../print/banner.js";
import { importDeclarations, type NamedImport } from "../print/source-file.js";
import { adviceId, adviceSchema } from "./advice.js";
import { newAjv } from "./ajv-for-checks.js";
import { CheckModule } from "./check-module.js";
import { checkSchema, type JsonSchema } from "./json-schema.js";
import { isWanted, typeScope } from "./scope.js";

/**
 * `validators/checks/<module>.ts` for each type, which the functions of `validators/<module>.ts` call. They are not
 * type-checked: what ajv writes has parameters without types, and variables that only some of its code reads, both of
 * which strict flags refuse. Their exports are typed.
 */
export const emitChecks: Emitter = (model, settings) => {
  const code = checksOf(model);
  return ownTypes(model)
    .filter((type) => isWanted(typeScope(type), settings))
    .map((type) => ({
      path: `validators/checks/${namesOf(type).module}.ts`,
      content: `${NOT_CHECKED}\n${typeScriptBanner([`schema/${type.source}`])}${code(type)}`,
      scope: typeScope(type),
    }));
};

/** A reason on the same line is part of the comment for the compiler, and what linters ask for. */
const NOT_CHECKED = "// @ts-nocheck ajv writes JavaScript without types; what is exported is typed.";

/** Makes the code of one type's checks. */
type ChecksCode = (type: TypeModel) => string;

/**
 * `checks/<module>.ts` without banner, for the types of a model: the check of the type, and for composite types that of
 * its warnings. A check that refers to another type imports its check.
 */
function checksOf(model: SchemaModel): ChecksCode {
  const ajvs = new Map<boolean, Ajv>();
  const owners = new Map<string, string>();
  const checkOf = (reference: string): string => {
    const { check, type } = referredCheck(reference);
    owners.set(check, moduleSpecifier(typeNamed(model, type), "embed"));
    return check;
  };
  return (type) => {
    const checks = checksOfType(model, type);
    const ownProperties = namesInheritedMember(checks.map(({ schema }) => schema));
    const ajv = ajvs.get(ownProperties) ?? newAjv(checkOf, ownProperties);
    ajvs.set(ownProperties, ajv);
    const module = new CheckModule();
    for (const { check, path, schema } of checks) {
      const validate = ajv.compile(schema as SchemaObject);
      // What ajv keeps of a schema, the next ones do not need.
      ajv.removeSchema(schema);
      if (!validate.source) throw new Error(`ajv wrote no code for ${type.name}`);
      module.add(validate.source, check, path);
    }
    return module.print((used) => importDeclarations(moduleImports(used, owners)));
  };
}

interface Check {
  readonly check: string;
  /** What the paths of errors begin with. */
  readonly path: string;
  readonly schema: JsonSchema;
}

function checksOfType(model: SchemaModel, type: TypeModel): Check[] {
  const { name, shape } = type;
  const own: Check = { check: checkName(name), path: name, schema: { ...checkSchema(model, type) } };
  if (!isComposite(shape)) return [own];
  return [own, { check: adviseName(name), path: adviceId(name), schema: { ...adviceSchema(model, shape) } }];
}

/** Schemas refer to a type by its name, and to its warnings by the name of these. */
function referredCheck(reference: string): { readonly check: string; readonly type: string } {
  const type = reference.replace(/\.advice$/, "");
  return { type, check: reference === type ? checkName(type) : adviseName(type) };
}

/** @param owners the modules of other types' checks, by the name of the check */
function moduleImports(used: ReadonlySet<string>, owners: ReadonlyMap<string, string>): NamedImport[] {
  const byModule = new Map<string, string[]>();
  for (const name of used) {
    const from = owners.get(name);
    if (from !== undefined) byModule.set(from, [...(byModule.get(from) ?? []), name]);
  }
  return [
    { from: "../../support/check.js", names: ["Check"], typeOnly: true },
    ...SUPPORT.map(({ name, module }) => {
      return { from: `../../support/${module}.js`, names: used.has(name) ? [name] : [], typeOnly: false };
    }),
    ...[...byModule].map(([from, names]) => ({ from, names, typeOnly: false })),
  ];
}

/** Functions of `support/` that checks may call. */
const SUPPORT = [
  { name: "codePointLength", module: "code-point-length" },
  { name: "isDateTime", module: "date-time" },
  { name: "repeatedItem", module: "list-keys" },
] as const;

/**
 * True where a schema declares or requires something by the name of what every object inherits (`constructor`), so that it
 * seems to be there always. Other lists and keys that are taken for such names cost a little speed, no more.
 */
function namesInheritedMember(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  if (Array.isArray(schema)) return schema.some((each) => isInherited(each) || namesInheritedMember(each));
  return Object.entries(schema).some(([key, each]) => isInherited(key) || namesInheritedMember(each));
}

function isInherited(name: unknown): boolean {
  return typeof name === "string" && name in Object.prototype;
}
