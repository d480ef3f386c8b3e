import type {
  Condition,
  Documentation,
  IntOrStringShape,
  JsonValue,
  NumberShape,
  PropertyModel,
  RuleModel,
  SchemaModel,
  Shape,
  StringShape,
  TypeModel,
  WarningModel,
} from "../model/model.js";
import { placeName, unreachable } from "../model/names.js";
import { literal, memberName } from "../print/expression.js";
import { adviceId, warningsOf } from "./advice.js";
import { conditionWords } from "./condition-places.js";
import { memberPath, rulePath } from "./json-schema.js";

/** Members of a `Place` (templates/support/place.ts) as expressions. */
type PlaceCode = Readonly<Record<string, string | undefined>>;

/** What a shape is described with: its schema path within a type, for the rules it holds. */
interface Position {
  readonly model: SchemaModel;
  readonly type: string;
  readonly path: string;
}

/** Examples that are longer do not help in a message. */
const MAX_EXAMPLE = 40;

/** The expression of a type's `Place`; it mentions those of the types that it refers to. */
export function placeExpression(model: SchemaModel, type: TypeModel): string {
  return print({
    ...shapePlace({ model, type: type.name, path: "" }, type.shape, type),
    ...ownWords(type.shape, type),
  });
}

/** @param documented what the schema says of the place, where it is one that has documentation */
function shapePlace(position: Position, shape: Shape, documented?: Documentation): PlaceCode {
  const { expected } = shape;
  const conditions = conditionWords(position.model, shape, `${position.type}#${position.path}`, documented);
  return {
    ...shapeFacts(position, shape),
    ...(Object.keys(conditions).length > 0 && { conditions: literal(conditions) }),
    ...(expected !== undefined && { expected: literal(expected) }),
  };
}

function shapeFacts(position: Position, shape: Shape): PlaceCode {
  switch (shape.kind) {
    case "object":
      return {
        expected: literal("an object"),
        fields: print(
          Object.fromEntries(shape.properties.map((each) => [each.wireName, property(position, shape, each)])),
        ),
        rules: rulesCode(position, shape.rules, warningsOf(shape)),
      };
    case "map":
      return {
        expected: literal("an object"),
        items: print(shapePlace(below(position, shape), shape.values)),
        keys: shape.keyPattern === undefined ? undefined : literal(shape.keyPattern),
      };
    case "array":
      return { expected: literal("a list"), items: print(shapePlace(below(position, shape), shape.items)) };
    case "string":
    case "integer":
    case "number":
    case "boolean":
    case "int-or-string":
    case "any":
      return { expected: literal(kindPhrase(shape) + (shape.nullable ? " or null" : "")) };
    case "reference":
      return { like: placeName(shape.type) };
    default:
      return unreachable(shape);
  }
}

function property(position: Position, parent: Shape, model: PropertyModel): string {
  const { shape, deprecated } = model;
  const code: PlaceCode = {
    ...shapePlace(below(position, parent, model.wireName), shape, model),
    ...ownWords(shape, model),
    ...(deprecated && { deprecated: "true" }),
  };
  const { like, ...others } = code;
  if (like !== undefined && Object.keys(others).length === 0) return like;
  // TypeScript does not compare literals of any depth with a type; a part of which the type is said is not compared again.
  const segments = position.path.split("/").length;
  return segments % COMPARABLE_SEGMENTS < 2 && segments > COMPARABLE_SEGMENTS ? `${print(code)} as Place` : print(code);
}

/** In segments of a schema path; a level of objects adds two of them, one of lists or maps adds one or two. */
const COMPARABLE_SEGMENTS = 20;

function below(position: Position, parent: Shape, name?: string): Position {
  return { ...position, path: position.path + memberPath(parent, name) };
}

/** What the schema says about a place in its own words, over what follows from its shape. */
function ownWords(shape: Shape, documentation: Documentation & { readonly default?: JsonValue }): PlaceCode {
  const { expected, secret } = documentation;
  const values = allowedValues(shape);
  return {
    ...(values.length > 0 && { values: literal(values), expected: undefined }),
    ...(expected !== undefined && { expected: literal(expected) }),
    ...(secret ? { secret: "true" } : { example: exampleCode(shape, documentation) }),
  };
}

/** The values of an enum, also where conditions narrow it; none where any value may do. */
function allowedValues(shape: Shape): readonly (string | number | boolean)[] {
  const lists = [
    ...("enum" in shape ? [shape.enum.map(({ value }): JsonValue => value)] : []),
    ...shape.conditions.flatMap((condition: Condition) => (condition.enum ? [condition.enum] : [])),
  ];
  const [first = [], ...others] = lists.map((list) => list.filter(isNamable));
  return first.filter((value) => others.every((list) => list.includes(value)));
}

function isNamable(value: JsonValue): value is string | number | boolean {
  return value !== null && typeof value !== "object";
}

/** Strings with a form of their own are easier shown than told. */
function exampleCode(
  shape: Shape,
  { default: preset, examples, expected }: Documentation & { readonly default?: JsonValue },
): string | undefined {
  if (expected === undefined || (shape.kind !== "string" && shape.kind !== "reference")) return undefined;
  const example = preset ?? examples[0];
  return typeof example === "string" && example.length <= MAX_EXAMPLE ? literal(example) : undefined;
}

function kindPhrase(shape: Exclude<Shape, { readonly kind: "object" | "map" | "array" | "reference" }>): string {
  switch (shape.kind) {
    case "string":
      return textPhrase(shape);
    case "integer":
    case "number":
      return numberPhrase(shape);
    case "boolean":
      return "true or false";
    case "int-or-string":
      return intOrStringPhrase(shape);
    case "any":
      return "any value";
    default:
      return unreachable(shape);
  }
}

function textPhrase({ format, pattern }: StringShape): string {
  if (format === "date-time") return "a string with date, time and zone such as 2006-01-02T15:04:05Z";
  return pattern === undefined ? "a string" : `a string that matches ${pattern}`;
}

function intOrStringPhrase({ minimum, maximum, pattern }: IntOrStringShape): string {
  const text = pattern === undefined ? "a string" : `a string that matches ${pattern}`;
  return `${rangePhrase("an integer", minimum, maximum)} or ${text}`;
}

function numberPhrase({ kind, multipleOf = 1, ...bounds }: NumberShape): string {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = bounds;
  const noun = kind === "number" ? "a number" : multipleOf === 1 ? "an integer" : `a multiple of ${multipleOf}`;
  const limits = [above === undefined ? [] : [`above ${above}`], below === undefined ? [] : [`below ${below}`]].flat();
  return [rangePhrase(noun, minimum, maximum), ...limits].join(" ");
}

function rangePhrase(noun: string, minimum: number | undefined, maximum: number | undefined): string {
  if (minimum !== undefined && maximum !== undefined) return `${noun} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${noun} of at least ${minimum}`;
  return maximum === undefined ? noun : `${noun} of at most ${maximum}`;
}

/** Rules and warnings by the schema path under which their checks report them. */
function rulesCode(
  { type, path }: Position,
  rules: readonly RuleModel[],
  warnings: readonly WarningModel[],
): string | undefined {
  const entries = [
    ...rules.map((rule, index) => [`${type}#${path}${rulePath(index)}`, ruleCode(rule, rule.condition)] as const),
    ...warnings.map(
      (warning, index) => [`${adviceId(type)}#${path}${rulePath(index)}`, ruleCode(warning, warning.if)] as const,
    ),
  ];
  return entries.length === 0 ? undefined : print(Object.fromEntries(entries));
}

function ruleCode(rule: RuleModel | WarningModel, condition: Condition): string {
  const { code, message, remedy, at } = rule;
  const suggest = "suggest" in rule ? rule.suggest : undefined;
  const reads = fieldsRead(condition);
  return literal({
    ...{ code, message, remedy },
    ...(at !== undefined && { at }),
    ...(reads.length > 0 && { reads }),
    ...suggest,
  });
}

/** The fields whose values a condition looks at, in order of first mention. */
function fieldsRead({ properties, not, anyOf, allOf, oneOf }: Condition): string[] {
  const parts = [...(not ? [not] : []), ...(anyOf ?? []), ...(allOf ?? []), ...(oneOf ?? [])];
  return [...new Set([...Object.keys(properties ?? {}), ...parts.flatMap(fieldsRead)])];
}

/** An object expression; members without a value are left out. */
function print(members: PlaceCode): string {
  const defined = Object.entries(members).flatMap(([key, code]) =>
    code === undefined ? [] : [`${memberName(key)}: ${code}`],
  );
  return `{ ${defined.join(", ")} }`;
}
