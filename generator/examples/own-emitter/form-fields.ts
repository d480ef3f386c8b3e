import {
  typeNamed,
  typeScriptBanner,
  type NamedEmitter,
  type PropertyModel,
  type SchemaModel,
  type Shape,
} from "octopus-mqtt-codegen";

/** `forms/<module>.ts` for each type with properties: what a form that asks for it has to show. */
export const formFields: NamedEmitter = {
  name: "form-fields",
  emit: (model) =>
    model.types.flatMap(({ name, source, fileName, shape }) => {
      if (shape.kind !== "object") return [];
      const fields = shape.properties.map((property) => formField(model, property));
      const code = `export const ${name}Fields = ${JSON.stringify(fields, null, 2)} as const;\n`;
      return [{ path: `forms/${fileName}.ts`, content: typeScriptBanner([`schema/${source}`]) + code }];
    }),
};

function formField(model: SchemaModel, { wireName, description, required, shape }: PropertyModel) {
  const target = shape.kind === "reference" ? typeNamed(model, shape.type).shape : shape;
  return { name: wireName, label: description, required, input: inputFor(target) };
}

function inputFor(shape: Shape): string {
  if ("enum" in shape) return "select";
  if (shape.kind === "boolean") return "checkbox";
  return shape.kind === "integer" || shape.kind === "number" ? "number" : "text";
}
