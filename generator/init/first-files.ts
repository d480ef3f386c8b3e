import { posix } from "node:path";
import { fileNameFrom } from "../input/translate/documents.js";
import type { InitAnswers } from "./answers.js";

/** Where an installed package has the schema of configurations, for editors. */
const CONFIG_SCHEMA = "./node_modules/octopus-mqtt-codegen/dist/generator/config/schema/codegen-config.schema.json";

/** The text of the configuration. */
export function configText({ format, schema, out }: InitAnswers): string {
  const folders = `schema: ${JSON.stringify(schema)}, out: ${JSON.stringify(out)}`;
  switch (format) {
    case "ts":
    case "mjs":
      return `import { defineConfig } from "octopus-mqtt-codegen";

export default defineConfig({
  jobs: {
    default: { ${folders} },
  },
});
`;
    case "json":
      return `${JSON.stringify({ $schema: CONFIG_SCHEMA, jobs: { default: { schema, out } } }, null, 2)}\n`;
    case "yaml":
      return `# yaml-language-server: $schema=${CONFIG_SCHEMA}
jobs:
  default:
    schema: ${JSON.stringify(schema)}
    out: ${JSON.stringify(out)}
`;
  }
}

/** The path of the first schema below the project. */
export function schemaPath({ schema, type }: InitAnswers): string {
  return posix.join(schema.replaceAll("\\", "/"), `${fileNameFrom(type)}.schema.json`);
}

/** A device that embeds the MQTT options, and has one field of its own. */
export function schemaText({ type }: InitAnswers): string {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: type,
    description: `A ${type}, and how its status is published.`,
    type: "object",
    additionalProperties: false,
    required: ["mqtt"],
    properties: {
      location: { description: "Where it is.", type: "string", maxLength: 100, examples: ["workshop"] },
      mqtt: { $ref: "octopus-mqtt/schema/mqtt/mqtt-options.schema.json" },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The npm scripts, by name. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  generate: "octopus-mqtt-codegen generate",
  "generate:check": "octopus-mqtt-codegen check",
  "generate:watch": "octopus-mqtt-codegen watch",
};

/** Where GitHub looks for workflows. */
export const WORKFLOW_PATH = ".github/workflows/octopus-mqtt-codegen.yaml";

/** What CI runs. */
export const CI_LINE = "npx octopus-mqtt-codegen check";

/** A workflow that fails when the output is stale. */
export const WORKFLOW_TEXT = `name: Generated code is up to date
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - run: npm ci
      - run: ${CI_LINE}
`;
