import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { SchemaValidateFunction, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { isDateTime } from "../../templates/support/date-time.js";
import { repeatedItem } from "../../templates/support/list-keys.js";
import { own } from "../own.js";
import type { JsonObject, JsonValue, RuleModel } from "../model/model.js";
import type { SchemaError } from "./describe-error.js";
import { REG_EXP_ENGINE } from "./javascript-pattern.js";
import { pointerFragment, valueAt } from "./json-pointer.js";
import { isObject, schemaNodes } from "./schema-nodes.js";
import type { LintedSchema, SchemaDocument } from "./schema-document.js";

/** A schema of ajv's, which `$ref` may be written to. */
type WritableSchema = Record<string, unknown>;

/** Validates values against any schema of the sources, each compiled when it is first asked for. */
export class SchemaValidators {
  // The sources keep to the dialect, so ajv need not check them; each validator runs once, so it is not optimized.
  private readonly ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    inlineRefs: false,
    // A field may be named like what every object inherits, such as `constructor`.
    ownProperties: true,
    code: { optimize: false, regExp: REG_EXP_ENGINE },
  });
  /** Schemas by URI, with absolute references; equal ones judge alike. */
  private readonly roots = new Map<string, WritableSchema>();
  /** Validators of schemas within documents, by what these say: the same scalars stand in many types. */
  private readonly validators = new Map<string, ValidateFunction>();
  /** Which values are known to be valid by which of these. */
  private readonly valid = new Set<string>();
  /** The rule that each object of a rule's condition belongs to. */
  private readonly rules = new WeakMap<object, RuleModel>();

  constructor(schemas: readonly LintedSchema[]) {
    this.ajv.addFormat("date-time", isDateTime);
    // ajv's own comparison calls `toString` and `valueOf` of the objects, which in a document may be data.
    this.ajv.removeKeyword("enum").addKeyword({ keyword: "enum", schemaType: "array", validate: isListed });
    this.ajv.addKeyword({ keyword: LIST_TYPE, type: "array", validate: hasDistinctItems });
    for (const { document } of schemas) {
      const root = withAbsoluteRefs(document);
      this.learnRules(root);
      this.ajv.addSchema(root, uriOf(document.file));
      this.roots.set(uriOf(document.file), root);
    }
  }

  /** What is wrong with a value by the schema at a pointer, each rule at most once; [] when it is valid. */
  errors(document: SchemaDocument, pointer: string, value: JsonValue): SchemaError[] {
    const root = this.roots.get(uriOf(document.file)) as JsonObject | undefined;
    if (pointer !== "" && root && this.isSurelyValid(valueAt(root, pointer), value)) return [];
    const uri = `${uriOf(document.file)}#${pointerFragment(pointer)}`;
    const validate = this.ajv.getSchema(uri);
    if (!validate) throw new Error(`${uri} was not added`);
    if (validate(value)) return [];
    // What is wrong with a name is said by an error of its own.
    const errors = ((validate.errors ?? []) as SchemaError[])
      .filter(({ keyword }) => keyword !== "propertyNames")
      .toSorted((a, b) => a.instancePath.length - b.instancePath.length);
    return errors.filter((error, index) => !errors.slice(0, index).some((earlier) => this.tellsSame(earlier, error)));
  }

  /**
   * Whether the value is valid by a schema that says the same, which stands in for all of them. False where that does
   * not tell: for values that are not valid, and where a reference means another thing in another document.
   */
  private isSurelyValid(schema: JsonValue | undefined, value: JsonValue): boolean {
    if (!isObject(schema)) return false;
    const said = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !PROSE.has(keyword)));
    const text = JSON.stringify(said);
    if (text.includes(`"$ref":"#`)) return false;
    const judgement = `${text} ${JSON.stringify(value)}`;
    if (this.valid.has(judgement)) return true;
    const validate = this.validators.get(text) ?? this.validatorOf(said);
    this.validators.set(text, validate);
    if (!validate(value)) return false;
    this.valid.add(judgement);
    return true;
  }

  private validatorOf(said: JsonObject): ValidateFunction {
    const { $ref, ...others } = said;
    const target = typeof $ref === "string" && Object.keys(others).length === 0 ? this.ajv.getSchema($ref) : undefined;
    return target ?? this.ajv.compile(said);
  }

  /** The rule whose condition an error comes from. */
  ruleOf({ parentSchema }: SchemaError): RuleModel | undefined {
    return parentSchema && this.rules.get(parentSchema);
  }

  /** True when both come from one rule about one object: its parts fail together, and one of them is enough. */
  private tellsSame(earlier: SchemaError, later: SchemaError): boolean {
    const rule = this.ruleOf(earlier);
    return rule !== undefined && rule === this.ruleOf(later) && later.instancePath.startsWith(earlier.instancePath);
  }

  private learnRules(schema: unknown, rule?: RuleModel): void {
    if (typeof schema !== "object" || schema === null) return;
    const own = (schema as { "x-octopus-rule"?: Partial<RuleModel> })["x-octopus-rule"];
    // One without words is told of as such.
    const told = own?.message === undefined || own.remedy === undefined ? rule : (own as RuleModel);
    if (told) this.rules.set(schema, told);
    for (const child of Object.values(schema)) this.learnRules(child, told);
  }
}

/** Keywords that say nothing about a value. */
const PROSE: ReadonlySet<string> = new Set([
  ...["title", "description", "$comment", "default", "examples", "deprecated"],
]);

/** The keyword `enum`. */
const isListed: SchemaValidateFunction = (allowedValues: readonly unknown[], value: unknown, parentSchema) => {
  const isValid = allowedValues.some((allowed) => allowed === value || isDeepStrictEqual(allowed, value));
  if (!isValid)
    isListed.errors = [{ keyword: "enum", params: { allowedValues }, ...(parentSchema && { parentSchema }) }];
  return isValid;
};

const LIST_TYPE = "x-kubernetes-list-type";

/** A list that is a set or a map has no item twice, as the API server sees it. */
const hasDistinctItems: SchemaValidateFunction = (listType: unknown, items: readonly unknown[], parentSchema) => {
  const keys = listType === "map" ? (parentSchema as Record<string, string[] | undefined>)[MAP_KEYS] : [];
  const repeated = listType === "set" || listType === "map" ? repeatedItem(items, keys ?? []) : undefined;
  if (repeated === undefined) return true;
  hasDistinctItems.errors = [{ keyword: "uniqueItems", params: {}, ...(parentSchema && { parentSchema }) }];
  return false;
};

const MAP_KEYS = "x-kubernetes-list-map-keys";

/** As ajv spells it when it follows a reference: Node escapes the tilde, which a URI need not (RFC 3986, section 2.3). */
function uriOf(file: string): string {
  return pathToFileURL(file).href.replaceAll("%7E", "~");
}

/** What the core dialect calls nullable, in the words of JSON Schema. */
function spellNull(schema: WritableSchema): void {
  if (schema.nullable !== true) return;
  delete schema.nullable;
  if (schema.type !== undefined) schema.type = [schema.type, "null"].flat();
  if (Array.isArray(schema.enum)) schema.enum = [...(schema.enum as unknown[]), null];
}

/** A copy of a document whose references name their targets the way ajv knows them. */
function withAbsoluteRefs({ json, references }: SchemaDocument): WritableSchema {
  const copy = structuredClone(json) as unknown as WritableSchema;
  for (const { schema } of schemaNodes(copy as JsonObject)) spellNull(schema);
  for (const { pointer, target } of references) {
    const holder = valueAt(copy as JsonObject, pointer) as unknown as WritableSchema;
    holder.$ref = uriOf(target);
  }
  for (const { schema } of schemaNodes(copy as JsonObject)) spellProto(schema);
  return copy;
}

/** ajv passes over a property that is named `__proto__`; as a pattern of keys it is one like others. */
function spellProto(schema: WritableSchema): void {
  const { properties, patternProperties } = schema as Partial<Record<string, JsonObject>>;
  const proto = properties && own(properties, "__proto__");
  if (proto !== undefined) schema.patternProperties = { ...patternProperties, "^__proto__$": proto };
}
