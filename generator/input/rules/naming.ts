import type { Diagnostic } from "../../diagnostics.js";
import { finding } from "../positions.js";
import type { LintedSchema } from "../schema-document.js";
import type { LintRule } from "./lint-rule.js";

const IDENTIFIER = /^[A-Z][A-Za-z0-9]*$/;

/** Types that every TypeScript program has, which one of ours would hide in the module that needs both. */
const BUILT_IN = new Set(["Array", "Boolean", "Date", "Error", "Function", "Map", "Number", "Object", "Promise"]);
for (const name of [
  "NonNullable",
  "Partial",
  "Record",
  "RegExp",
  "Set",
  "String",
  "Symbol",
  "ValidationIssue",
  "OptionsValidationError",
  "StandardIssue",
  "StandardResult",
  "StandardSchema",
]) {
  BUILT_IN.add(name);
}

export const namingRules: readonly LintRule[] = [
  {
    name: "A title is a type name",
    check: ({ schemas }) => schemas.filter(({ name }) => !isTypeName(name)).map(badTitle),
  },
  {
    name: "A title is given once",
    check: ({ schemas }) =>
      laterOnes(schemas, ({ name }) => name.toLowerCase()).map(([schema, first]) =>
        finding(
          schema.document,
          "/title",
          "duplicate-type",
          `the title "${schema.name}" is also that of ${first.document.path}; each type needs a title of its own, not only in upper and lower case`,
        ),
      ),
  },
  {
    name: "A file name is given once",
    check: ({ schemas }) =>
      laterOnes(schemas, ({ document }) => document.fileName.toLowerCase()).map(([schema, first]) =>
        finding(
          schema.document,
          "",
          "duplicate-type",
          `${schema.document.fileName} is also the file name of ${first.document.path}, and both would generate one module; rename one of them`,
        ),
      ),
  },
];

function isTypeName(name: string): boolean {
  return IDENTIFIER.test(name) && !BUILT_IN.has(name);
}

function badTitle({ document, name }: LintedSchema): Diagnostic {
  const found = name === "" ? "the schema has no title" : `the title "${name}" cannot name a type`;
  const reason = BUILT_IN.has(name) ? ", since TypeScript or the generated code has one of that name" : "";
  const message = `${found}${reason}; give it one of letters and digits, beginning with a capital, such as "MQTTOptions"`;
  return finding(document, "/title", "dialect-violation", message);
}

/** Each schema whose key an earlier one has too, with the first that has it. */
function laterOnes(
  schemas: readonly LintedSchema[],
  key: (schema: LintedSchema) => string,
): (readonly [later: LintedSchema, first: LintedSchema])[] {
  const first = new Map<string, LintedSchema>();
  for (const schema of schemas) if (!first.has(key(schema))) first.set(key(schema), schema);
  return schemas.flatMap((schema) => {
    const earlier = first.get(key(schema));
    return earlier && earlier !== schema ? [[schema, earlier] as const] : [];
  });
}
