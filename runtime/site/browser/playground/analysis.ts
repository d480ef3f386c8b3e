import { clientId, parseMQTTOptions } from "octopus-mqtt";
import { stringify } from "yaml";
import { checkManifest, type CheckedManifest } from "../../../cli/check-manifest.js";
import { parseManifestFile } from "../../../cli/manifest-file.js";
import { MASK, SECRET_FIELDS } from "../../../cli/mask-secrets.js";
import { hasErrors, type Problem } from "../../../cli/problem.js";
import { renderTopics, type RenderedTopics } from "../../../cli/rendered-topics.js";

/** What one manifest without errors comes to. */
export interface Device {
  /** `DeviceLink default/case1`. */
  readonly label: string;
  readonly topics: RenderedTopics;
  readonly clientId: string;
  /** The UID was made from the name, since the manifest has none yet. */
  readonly uidDerived: boolean;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly server: string;
  /** All options with their defaults, as YAML; secrets are masked. */
  readonly options: string;
}

/** Everything that the playground says about a text. */
export interface Analysis {
  readonly problems: readonly Problem[];
  readonly devices: readonly Device[];
}

/** Checks a text as `octopus-mqtt validate` does, and works out what its devices would do. Never throws for bad text. */
export function analyse(text: string): Analysis {
  const file = parseManifestFile("manifest", new TextEncoder().encode(text));
  const checked = file.manifests.map((manifest) => checkManifest(manifest, "whole"));
  return {
    problems: [...file.problems, ...checked.flatMap(({ problems }) => problems)],
    devices: checked.flatMap(deviceOf),
  };
}

function deviceOf(checked: CheckedManifest): Device[] {
  const { device, problems, label } = checked;
  if (!device || hasErrors(problems)) return [];
  const options = parseMQTTOptions(device.options);
  const { qos, retained } = options.message;
  return [
    {
      label,
      topics: renderTopics(device),
      clientId: clientId(device.link.uid, options.client.protocolVersion === 3 ? 3 : 4),
      uidDerived: device.link.uidDerived,
      qos,
      retain: retained,
      server: options.client.server,
      options: stringify(masked(options)),
    },
  ];
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, field]): [string, unknown] => [
    name,
    field != null && SECRET_FIELDS.has(name) ? MASK : masked(field),
  ]);
  return Object.fromEntries(entries);
}
