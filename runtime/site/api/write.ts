/** `npm run docs:api [-- FILE]`: writes the reference of the public API as typedoc's JSON, by default to `dist/api.json`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { apiJson, readApi } from "./read-api.js";

const file = resolve(process.argv[2] ?? "dist/api.json");
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, JSON.stringify(apiJson(await readApi())));
console.info(`wrote ${file}`);
