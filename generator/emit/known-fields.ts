import { SyntaxKind, type Node, type SourceFile } from "ts-morph";
import { replace, type TextEdit } from "../print/text-edits.js";

/** What `knownFieldSets` makes of a file. */
export interface KnownFields {
  /** Declarations of the sets. */
  readonly constants: readonly string[];
  readonly edits: readonly TextEdit[];
}

/**
 * In objects of more than eight fields ajv looks unknown ones up in the schema itself: `func1.call(schema3.properties, key0)`.
 * Each such call becomes one to a set of the names, so that the schema need not be in the output.
 */
export function knownFieldSets(file: SourceFile): KnownFields {
  const calls = file.getDescendantsOfKind(SyntaxKind.CallExpression).flatMap((call) => {
    const [fields, key] = call.getArguments();
    const isLookup = call.getExpression().getText().endsWith(".call") && /^schema\d+[.[]/.test(fields?.getText() ?? "");
    return fields && key && isLookup ? [{ call, fields, key }] : [];
  });
  return {
    constants: calls.map(({ fields }, index) => {
      const names = Object.keys(schemaAt(file, fields) as object);
      return `const knownFields${index + 1} = new Set(${JSON.stringify(names)});\n`;
    }),
    edits: calls.map(({ call, key }, index) => replace(call, `knownFields${index + 1}.has(${key.getText()})`)),
  };
}

/** What an expression such as `schema3.properties.store.properties` is in the text of the schemas. */
export function schemaAt(file: SourceFile, path: Node): unknown {
  const property = path.asKind(SyntaxKind.PropertyAccessExpression);
  if (property) return memberOf(schemaAt(file, property.getExpression()), property.getName());
  const element = path.asKind(SyntaxKind.ElementAccessExpression);
  const index = element?.getArgumentExpression()?.getText();
  if (element && index !== undefined)
    return memberOf(schemaAt(file, element.getExpression()), JSON.parse(index) as string);
  if (path.isKind(SyntaxKind.StringLiteral)) return path.getLiteralValue();
  return JSON.parse(file.getVariableDeclarationOrThrow(path.getText()).getInitializerOrThrow().getText());
}

function memberOf(schema: unknown, name: string | number): unknown {
  return (schema as Readonly<Record<string, unknown>>)[name];
}
