import { existsSync } from "./files.js";

/** `node:module`: a `$ref` into the package `octopus-mqtt` leads to the schemas that the bundle carries. */
export function createRequire(): { resolve(specifier: string): string } {
  return {
    resolve: (specifier) => {
      const path = `/node_modules/${specifier}`;
      if (existsSync(path)) return path;
      throw new Error(`${specifier} is not there`);
    },
  };
}
