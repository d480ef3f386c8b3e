import { readFileSync, statSync } from "node:fs";

/** The version in the package's own package.json: beside the sources, or two folders up once built into dist/. */
export function ownVersion(): string {
  for (const path of ["./package.json", "../../package.json"]) {
    const text = readIfThere(new URL(path, import.meta.url));
    if (text !== undefined) return (JSON.parse(text) as { version: string }).version;
  }
  throw new Error("The generator's own package.json is missing; install octopus-mqtt-codegen again");
}

function readIfThere(url: URL): string | undefined {
  return statSync(url, { throwIfNoEntry: false }) && readFileSync(url, "utf8");
}
