import { parseJson } from "../../../generator/input/parse-json.js";
import type { SourceSchema } from "../../../generator/input/schema-document.js";
import type { JsonObject } from "../../../generator/model/model.js";
import { PLAIN, plainOf } from "./random-composed.js";
import type { Follow } from "./random-conditions.js";
import { spelled } from "./spelled.js";

/** What one case compiles: the schema of an object's `spec`, and the files that it refers to as `./NAME.schema.json`. */
export interface CaseSources {
  readonly spec: SourceSchema;
  readonly parts: Readonly<Record<string, SourceSchema>>;
}

/** API group of every case. */
export const GROUP = "fuzz.example.com";

/** Looks through references into the parts. */
export function follower(parts: Readonly<Record<string, SourceSchema>>): Follow {
  const follow: Follow = (schema) => {
    const [, name = ""] = /^\.\/(.*)\.schema\.json$/.exec(schema.$ref ?? "") ?? [];
    const target = parts[name];
    return target ? follow(target) : plainOf(schema);
  };
  return follow;
}

/** Kind of the case's objects, which is also the name of its root type. */
export function kindOf(index: number): string {
  return `Case${index}`;
}

/** The source files of a case, as a user would write them; `index` keeps them apart from those of other cases. */
export function filesOf({ spec, parts }: CaseSources, index: number): Record<string, JsonObject> {
  const kind = kindOf(index);
  const prefix = `case${index}`;
  const part = (name: string) => `${prefix}-${name}.schema.json`;
  const moved = (schema: SourceSchema): JsonObject =>
    parseJson(
      JSON.stringify(spelled(schema), (key, value: unknown) => (key === PLAIN ? undefined : value)).replace(
        /"\$ref":"\.\/([^"]*)\.schema\.json"/g,
        (_, name: string) => `"$ref":"./${part(name)}"`,
      ),
    ) as JsonObject;
  const titled = (title: string, schema: JsonObject) => ({ $schema: DRAFT, title, ...schema });
  return {
    ...Object.fromEntries(
      Object.entries(parts).map(([name, schema]) => [part(name), titled(kind + pascalCase(name), moved(schema))]),
    ),
    [`${prefix}.schema.json`]: titled(kind, rootSchema(moved(spec))),
    [`${prefix}.crd.json`]: {
      group: GROUP,
      scope: "Namespaced",
      names: { kind, plural: `${prefix}s` },
      versions: [{ name: "v1", served: true, storage: true, schema: { $ref: `./${prefix}.schema.json` } }],
    },
  };
}

/** The part that a source file of a case is; undefined for the root. */
export function partOf(file: string): string | undefined {
  return /case\d+-([^/]*)\.schema\.json$/.exec(file)?.[1];
}

const DRAFT = "https://json-schema.org/draft/2020-12/schema";

function rootSchema(spec: JsonObject): JsonObject {
  return {
    type: "object",
    additionalProperties: false,
    properties: {
      apiVersion: { type: "string" },
      kind: { type: "string" },
      metadata: { type: "object", additionalProperties: true },
      spec,
    },
  };
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
