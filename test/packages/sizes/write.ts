/** `npm run sizes`: writes `runtime/BUNDLE-SIZES.md`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { repositoryRoot } from "../../repository/imports.js";
import { measureBundles } from "./measure.js";
import { sizesTable } from "./table.js";

const path = join(repositoryRoot, "runtime/BUNDLE-SIZES.md");
const table = sizesTable(await measureBundles());
writeFileSync(path, await format(table, { ...(await resolveConfig(path)), filepath: path }));
console.info(readFileSync(path, "utf8"));
