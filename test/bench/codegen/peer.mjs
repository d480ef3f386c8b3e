// Runs one peer on a corpus, as its own command would: node peer.mjs <json-schema-to-typescript | quicktype> FOLDER
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const [peer, folder] = process.argv.slice(2);
const out = join(folder, peer);
mkdirSync(out, { recursive: true });
const files = readdirSync(join(folder, "schema"), { recursive: true })
  .filter((path) => path.endsWith(".schema.json"))
  .map((path) => join(folder, "schema", path));
await { "json-schema-to-typescript": jsonSchemaToTypeScript, quicktype }[peer]();

/** A file of declarations per schema: types only, laid out by prettier, which is its default. */
async function jsonSchemaToTypeScript() {
  const { compile } = await import("json-schema-to-typescript");
  for (const file of files) {
    const schema = JSON.parse(readFileSync(file, "utf8"));
    const text = await compile(schema, schema.title, { cwd: dirname(file), declareExternallyReferenced: false });
    writeFileSync(join(out, `${basename(file, ".schema.json")}.ts`), text);
  }
}

/** One file of declarations for all schemas, types only. */
async function quicktype() {
  const { InputData, JSONSchemaInput, JSONSchemaStore, quicktype } = await import("quicktype-core");
  class Store extends JSONSchemaStore {
    async fetch(address) {
      return JSON.parse(readFileSync(new URL(address), "utf8"));
    }
  }
  const input = new JSONSchemaInput(new Store());
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const schema = { ...JSON.parse(text), $id: `file://${file}` };
    await input.addSource({ name: schema.title, uris: [`file://${file}`], schema: JSON.stringify(schema) });
  }
  const inputData = new InputData();
  inputData.addInput(input);
  const { lines } = await quicktype({ inputData, lang: "typescript", rendererOptions: { "just-types": "true" } });
  writeFileSync(join(out, "types.ts"), lines.join("\n"));
}
