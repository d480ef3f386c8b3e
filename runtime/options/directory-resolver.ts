import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MqttRuntimeError } from "../errors.js";
import type { ReferenceResolver } from "./references.js";

/**
 * A resolver for mounted secrets and config maps: the value is the content of `DIRECTORY/NAME/ITEM`, byte for byte.
 * A newline at the end of the file is part of the value, as it is in Kubernetes: write password files without one.
 *
 * Names and items that Kubernetes would not accept, such as `..` or anything with a separator, are refused with
 * `reference-not-found`; symbolic links are followed, since Kubernetes mounts its files through them.
 */
export function directoryResolver(directory: string): ReferenceResolver {
  return {
    resolve: async ({ name, item }) => {
      try {
        return await readFile(join(directory, fileName(name), fileName(item)));
      } catch (error) {
        if (isMissingFile(error)) return undefined;
        throw error;
      }
    },
  };
}

/** Kubernetes allows letters, digits, `-`, `_` and `.` in keys, and none that begin with `..`. */
function fileName(text: string): string {
  if (/^(?!\.\.)[-._a-zA-Z0-9]{1,253}$/.test(text) && text !== ".") return text;
  throw new MqttRuntimeError("reference-not-found", `${JSON.stringify(text.slice(0, 60))} cannot name a mounted file`, {
    expected: "letters, digits, -, _ and . only, not beginning with ..",
  });
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
