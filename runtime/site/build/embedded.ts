import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Data that the programs of the site import as modules, by the name of the module. */
export const EMBEDDED: Readonly<Record<string, () => Readonly<Record<string, unknown>>>> = {
  "virtual:embedded-files": () => ({
    ...filesOf("templates", "/templates/"),
    ...filesOf("schema/meta", "/schema/meta/"),
    ...filesOf("schema/common", "/node_modules/octopus-mqtt/schema/common/"),
    ...filesOf("schema/mqtt", "/node_modules/octopus-mqtt/schema/mqtt/"),
  }),
  "virtual:ide-schemas": () =>
    Object.fromEntries(
      Object.values(filesOf("generated/ide")).map((text) => {
        const schema = JSON.parse(text) as { readonly title: string };
        return [schema.title.split(" ")[0] ?? "", schema];
      }),
    ),
  "virtual:samples": () => ({
    ...filesOf("runtime/demo/links", "DeviceLink: "),
    "DeviceLink, every option": fileText("generated/samples/device-link.yaml"),
    ...Object.fromEntries(
      Object.entries(filesOf("generated/samples"))
        .filter(([name]) => name.endsWith("-device.yaml"))
        .map(([name, text]) => [`${basename(name, "-device.yaml")} device, every option`, text]),
    ),
  }),
};

/** The text of a file of the repository. */
export function fileText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** The texts of all files below a folder of the repository, by their paths below it, in order. */
export function filesOf(folder: string, prefix = ""): Record<string, string> {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const paths = files.map((file) => relative(join(ROOT, folder), file).split(sep).join("/")).sort();
  return Object.fromEntries(paths.map((path) => [prefix + path, readFileSync(join(ROOT, folder, path), "utf8")]));
}
