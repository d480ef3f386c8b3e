import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { membersOf, omit, shown, texts, type Place } from "./place.js";
import { own } from "../../own.js";

/** The keywords that list alternatives. */
export const ALTERNATIVES = ["oneOf", "anyOf"] as const;

/** The alternatives of a schema, by the keyword that lists them; undefined where they are not all objects. */
function alternativesOf(schema: JsonObject, keyword: (typeof ALTERNATIVES)[number]): readonly JsonObject[] | undefined {
  const list = schema[keyword];
  return Array.isArray(list) && (list as JsonValue[]).every(isObject) ? list : undefined;
}

/** An alternative of null alone makes the value nullable, if its type lets it be null. */
export function nullAlternative(schema: JsonObject, place: Place): JsonObject {
  return ALTERNATIVES.reduce((result, keyword) => {
    const members = alternativesOf(result, keyword);
    const others = members?.filter((member) => !isNull(member));
    if (!members || !others || others.length === members.length || others.length === 0) return result;
    const permitted = result.type === undefined || [result.type].flat().includes("null");
    place.exact(
      keyword,
      permitted
        ? "nullable: true for the alternative null"
        : "nothing for the alternative null, which its type forbids",
    );
    return { ...result, [keyword]: others, ...(permitted && { nullable: true }) };
  }, schema);
}

function isNull({ type, const: constant, enum: values, ...others }: JsonObject): boolean {
  const prose = ["description", "title", "$comment"];
  if (Object.keys(others).some((keyword) => !prose.includes(keyword))) return false;
  const onlyNull = Array.isArray(values) && values.length === 1 && values[0] === null;
  return (type === "null" || type === undefined) && (type === "null" || constant === null || onlyNull);
}

/** One alternative is none: its keywords join those beside it. */
export function mergedAlternative(schema: JsonObject, place: Place): JsonObject {
  return ALTERNATIVES.reduce((result, keyword) => {
    const [member, ...others] = alternativesOf(result, keyword) ?? [];
    if (!member || others.length > 0 || member.const !== undefined) return result;
    const rest = omit(result, keyword);
    place.exact(keyword, "the keywords of its only alternative");
    const clash = Object.keys(member).some(
      (name) => rest[name] !== undefined && name !== "description" && name !== "title",
    );
    if (!clash) return { ...member, ...rest };
    return { ...rest, allOf: [...membersOf(rest.allOf), member] as JsonValue };
  }, schema);
}

const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  integer: ["type", "description", "title", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format"],
  string: ["type", "description", "title", "minLength", "maxLength", "pattern", "format", "contentEncoding"],
};

/** Constants with words are a documented enum; an integer or a string is a type of its own. */
export function scalarAlternatives(schema: JsonObject, place: Place): JsonObject {
  return ALTERNATIVES.reduce((result, keyword) => {
    const members = alternativesOf(result, keyword);
    if (!members || members.length === 0) return result;
    if (members.every((member) => member.const !== undefined)) return documentedEnum(result, keyword, members, place);
    return intOrString(result, keyword, members, place) ?? result;
  }, schema);
}

function documentedEnum(schema: JsonObject, keyword: string, members: readonly JsonObject[], place: Place): JsonObject {
  const known = ["const", "title", "description", "$comment", "type"];
  if (members.some((member) => Object.keys(member).some((name) => !known.includes(name)))) return schema;
  if (keyword === "anyOf") place.exact("anyOf", "an enum of its constants");
  const oneOf = members.map((member, index) => {
    const { const: value = null, title, description } = member;
    const words = texts(title, description);
    return place
      .of(member, keyword, index)
      .made({ const: value, ...(words.length > 0 && { description: words.join(": ") }) });
  });
  return { ...omit(schema, keyword), oneOf: oneOf };
}

function intOrString(
  schema: JsonObject,
  keyword: string,
  members: readonly JsonObject[],
  place: Place,
): JsonObject | undefined {
  const [first, second, ...more] = members;
  const types = members.map(({ type }) => type);
  if (!first || !second || more.length > 0 || !types.includes("integer") || !types.includes("string")) return undefined;
  const isPlain = (member: JsonObject) =>
    Object.keys(member).every((name) => own(OF_TYPE, shown(member.type))?.includes(name));
  if (!isPlain(first) || !isPlain(second)) return undefined;
  if (first.format !== undefined && second.format !== undefined) return undefined;
  place.exact(keyword, "x-kubernetes-int-or-string");
  const prose = members.flatMap(({ title, description }) => [title, description]);
  const described = texts(schema.description, ...prose);
  return {
    ...omit(first, "title", "type"),
    ...omit(second, "title", "type"),
    ...omit(schema, keyword),
    ...(described.length > 0 && { description: described.join("\n\n") }),
    type: ["integer", "string"],
  };
}
