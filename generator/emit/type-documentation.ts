import type { Documentation, EnumValue, PropertyModel, Shape, TypeModel } from "../model/model.js";
import { docCommentText, type DocTag } from "../print/doc-comment.js";
import { isPresent, type TypeForm } from "./type-forms.js";
import { enumValues, isDocumentedEnum } from "./wording.js";

/** The doc comment of a type in one form: what it is, what null means in it, its values where it is an enum. */
export function typeDoc(type: TypeModel, form: TypeForm): string {
  if (form === "resolved") return `{@link ${type.name}} with its defaults applied and without nulls.`;
  const paragraphs = [type.description, ...nullRule(type.shape), ...valueList(type.shape)];
  return docCommentText({ text: joinParagraphs(paragraphs), tags: [...deprecatedTag(type), ...exampleTags(type)] });
}

/** The doc comment of a property: what it means, its values, its default, what to use instead, examples. */
export function propertyDoc(property: PropertyModel): string {
  const { description, shape, aliasOf } = property;
  const defaultTag: DocTag[] =
    property.default === undefined ? [] : [{ name: "default", text: JSON.stringify(property.default) }];
  return docCommentText({
    text: joinParagraphs([description, ...valueList(shape)]),
    tags: [...defaultTag, ...deprecatedTag(property, aliasOf), ...exampleTags(property)],
  });
}

function nullRule(shape: Shape): string[] {
  if (shape.kind === "map") return ["A key whose value is `null` counts as absent."];
  const hasOptional = shape.kind === "object" && shape.properties.some((property) => !isPresent("written", property));
  return hasOptional ? ["An optional property that is `null` counts as absent."] : [];
}

function valueList(shape: Shape): string[] {
  return isDocumentedEnum(shape) ? [enumValues(shape).map(valueLine).join("\n")] : [];
}

function valueLine({ value, description }: EnumValue): string {
  const code = `- \`${JSON.stringify(value)}\``;
  return description === "" ? code : `${code}: ${description}`;
}

function deprecatedTag({ deprecated }: Documentation, aliasOf?: string): DocTag[] {
  return deprecated ? [{ name: "deprecated", text: aliasOf === undefined ? "" : `Use \`${aliasOf}\`.` }] : [];
}

function exampleTags({ examples }: Documentation): DocTag[] {
  return examples.map((example) => ({ name: "example", text: JSON.stringify(example) }));
}

function joinParagraphs(paragraphs: readonly string[]): string {
  return paragraphs.filter((paragraph) => paragraph !== "").join("\n\n");
}
