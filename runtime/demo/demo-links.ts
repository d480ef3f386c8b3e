import { readdir, readFile } from "node:fs/promises";
import { parseDeviceLink, readManifest, type ResolvedDeviceLink } from "octopus-mqtt";
import { parse } from "yaml";

/** A DeviceLink of the demo, checked by the generated validator. */
export interface DemoLink {
  /** `namespace/name`. */
  readonly device: string;
  readonly kind: string;
  /** Whether the broker is asked to keep its last status. */
  readonly retain: boolean;
  /** The template of the device that Octopus would create. */
  readonly deviceSpec: object;
  /** The manifest, connecting to the broker of the demo instead of the one it names. */
  readonly manifest: ResolvedDeviceLink;
}

const FOLDER = new URL("./links/", import.meta.url);

/** Reads all DeviceLink files of the demo and points them at `server`. Throws OptionsValidationError for a bad one. */
export async function readDemoLinks(server: string): Promise<DemoLink[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(".yaml")).sort();
  return Promise.all(files.map(async (file) => toDemoLink(await readFile(new URL(file, FOLDER), "utf8"), server)));
}

function toDemoLink(text: string, server: string): DemoLink {
  // YAML 1.1, as kubectl reads it.
  const manifest = parseDeviceLink(parse(text, { version: "1.1" }));
  const { link, options } = readManifest(manifest);
  options.client.server = server;
  return {
    device: `${link.namespace}/${link.name}`,
    retain: options.message.retained ?? true,
    kind: manifest.spec.model.kind ?? "",
    deviceSpec: manifest.spec.template.spec ?? {},
    manifest,
  };
}
