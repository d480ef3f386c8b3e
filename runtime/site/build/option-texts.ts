import { fileText } from "./embedded.js";

/** What the runtime makes of each option, in Markdown, by its dotted name: `client.server`. From runtime/OPTIONS.md. */
export function runtimeTexts(): ReadonlyMap<string, string> {
  const rows = fileText("runtime/OPTIONS.md")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  return new Map(
    rows.map((row) => {
      const [option = "", effect = ""] = row.split(" | ");
      return [option.replaceAll(/[|` ]/g, ""), effect.trim()];
    }),
  );
}

interface OptionSchema {
  readonly title?: string;
  readonly properties?: Readonly<Record<string, { readonly $ref?: string }>>;
}

const ROOT_SCHEMA = "mqtt-options.schema.json";

/** Under which dotted name the options of a type stand: `MQTTClientTLS` is `client.tlsConfig`. From the schemas. */
export function optionPrefixes(): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  const visit = (file: string, prefix: string): void => {
    const { title = "", properties = {} } = JSON.parse(fileText(`schema/mqtt/${file}`)) as OptionSchema;
    prefixes.set(title, prefix);
    for (const [name, { $ref }] of Object.entries(properties))
      if ($ref !== undefined && !$ref.includes("/")) visit($ref, prefix === "" ? name : `${prefix}.${name}`);
  };
  visit(ROOT_SCHEMA, "");
  return prefixes;
}
