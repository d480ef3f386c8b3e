import {
  ReflectionKind,
  type DeclarationReflection,
  type ParameterReflection,
  type SignatureReflection,
  type SomeType,
} from "typedoc";

/** A type as TypeScript writes it. typedoc's own `toString()` calls every literal type `Object`. */
export function typeText(type: SomeType | undefined): string {
  if (!type) return "unknown";
  switch (type.type) {
    case "union":
      return type.types.map((each) => within(each, "|")).join(" | ");
    case "intersection":
      return type.types.map((each) => within(each, "&")).join(" & ");
    case "array":
      return `${within(type.elementType, "[]")}[]`;
    case "typeOperator":
      return `${type.operator} ${typeText(type.target)}`;
    case "tuple":
      return `[${type.elements.map(typeText).join(", ")}]`;
    case "reference":
      return type.typeArguments?.length ? `${type.name}<${type.typeArguments.map(typeText).join(", ")}>` : type.name;
    case "reflection":
      return literalText(type.declaration);
    default:
      return type.toString();
  }
}

/** `name(a: A, b?: B): C`, on several lines where one would be long. */
export function signatureText(name: string, { parameters = [], type, typeParameters }: SignatureReflection): string {
  const generics = typeParameters ? `<${typeParameters.map(typeParameterText).join(", ")}>` : "";
  const list = parameters.map(parameterText);
  const line = `${name}${generics}(${list.join(", ")}): ${typeText(type)}`;
  if (line.length <= 80 || list.length === 0) return line;
  return `${name}${generics}(\n${list.map((each) => `  ${each},\n`).join("")}): ${typeText(type)}`;
}

function typeParameterText({ name, type }: { readonly name: string; readonly type?: SomeType }): string {
  return type ? `${name} extends ${typeText(type)}` : name;
}

function parameterText({ name, type, flags, defaultValue }: ParameterReflection): string {
  const shown = name === "__namedParameters" ? "options" : name;
  return `${flags.isRest ? "..." : ""}${shown}${flags.isOptional || defaultValue !== undefined ? "?" : ""}: ${typeText(type)}`;
}

function literalText({ signatures, children = [], indexSignatures = [] }: DeclarationReflection): string {
  const [call] = signatures ?? [];
  if (call) return signatureText("", call).replace(/\): (?=[^)]*$)/, ") => ");
  const fields = [
    ...indexSignatures.map(
      ({ parameters = [], type }) => `[${parameters.map(parameterText).join()}]: ${typeText(type)}`,
    ),
    ...children.map(memberText),
  ];
  return fields.length === 0 ? "{}" : `{ ${fields.join("; ")} }`;
}

function memberText({ name, type, flags, kind, signatures }: DeclarationReflection): string {
  const [call] = signatures ?? [];
  if (kind === ReflectionKind.Method && call) return signatureText(name, call);
  return `${name}${flags.isOptional ? "?" : ""}: ${typeText(type)}`;
}

/** Parts of a larger type that would be read otherwise stand in brackets. */
function within(type: SomeType, operator: "|" | "&" | "[]"): string {
  const text = typeText(type);
  const isFunction = type.type === "reflection" && type.declaration.signatures !== undefined;
  const isLoose = type.type === "union" || (operator === "[]" && ["typeOperator", "intersection"].includes(type.type));
  return isFunction || (isLoose && operator !== "|") ? `(${text})` : text;
}
