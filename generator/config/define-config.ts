import type { CodegenConfig } from "./module-config.js";

/**
 * A configuration, as it is: gives editors its type, so that they complete and check what is written.
 *
 *     export default defineConfig({ jobs: { edge: { schema: "schema", out: "src/generated" } } });
 */
export function defineConfig(config: CodegenConfig): CodegenConfig {
  return config;
}
