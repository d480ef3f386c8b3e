import { existsSync } from "node:fs";
import {
  type DeviceManifest,
  directoryResolver,
  type MQTTOptions,
  readManifest,
  type ReferenceResolver,
  validateMQTTOptions,
} from "octopus-mqtt";
import { type CheckedManifest, checkManifest } from "./check-manifest.js";
import type { CommandIo } from "./command-io.js";
import { CommandFailure, EXIT } from "./exit-codes.js";
import { MASK } from "./mask-secrets.js";
import { hasErrors } from "./problem.js";
import { readManifestFile } from "./read-file.js";
import type { Report } from "./report.js";
import { uidNotice } from "./topics.js";

/** The options of all verbs that connect. */
export interface ConnectionOptions {
  readonly json?: boolean;
  /** `namespace/name` of one DeviceLink of the file. */
  readonly link?: string;
  /** Folder of referenced values. */
  readonly references?: string;
  /** Server URI instead of the manifest's. */
  readonly server?: string;
  readonly qos?: 0 | 1 | 2;
}

/** The one manifest that a verb works with: valid, with the options of the command line in it. */
export interface OpenLink {
  readonly label: string;
  readonly device: DeviceManifest;
  /** The manifest with the options as the verb wants them. */
  readonly manifest: unknown;
  readonly references: ReferenceResolver;
}

/** Options that a verb replaces in the manifest. */
export interface OptionOverrides {
  readonly client?: Readonly<Partial<MQTTOptions["client"]>>;
  readonly message?: Readonly<Partial<MQTTOptions["message"]>>;
}

/** Says what is missing where a manifest has references and the command line no folder for them. */
export const NO_FOLDER: ReferenceResolver = {
  resolve: () => {
    throw new Error("no folder of values is given; pass --references FOLDER, which holds them as NAME/ITEM");
  },
};

/** Reads FILE, picks its manifest (by `--link` where there are several) and checks it; shows warnings. */
export async function openLink(
  path: string,
  options: ConnectionOptions,
  overrides: OptionOverrides,
  io: CommandIo,
  report: Report,
): Promise<OpenLink> {
  const file = await readManifestFile(path, io);
  if (file.problems.length > 0) {
    throw new CommandFailure(EXIT.badInput, "unusable-file", `${file.name} cannot be used as it is`, file.problems);
  }
  const checked = choose(
    file.name,
    file.manifests.map((manifest) => checkManifest(manifest)),
    options.link,
  );
  const { device, label, problems, manifest } = checked;
  if (!device || hasErrors(problems)) {
    const message = `${label} in ${file.name} cannot be used as it is`;
    throw new CommandFailure(EXIT.badInput, "invalid-manifest", message, problems);
  }
  await report.problems(problems);
  if (device.link.uidDerived) await report.notice(uidNotice(checked));
  const client = { ...overrides.client, ...(options.server !== undefined && { server: options.server }) };
  const changed = overrideOptions(manifest.value, { ...overrides, client });
  requireValid(changed.device, options);
  const references = options.references === undefined ? NO_FOLDER : folderOfValues(options.references);
  return { label, device: changed.device, manifest: changed.manifest, references };
}

function folderOfValues(folder: string): ReferenceResolver {
  if (existsSync(folder)) return directoryResolver(folder);
  const message = `there is no folder ${folder}; --references names the one that holds the values as NAME/ITEM`;
  throw new CommandFailure(EXIT.badInput, "file-unreadable", message);
}

function choose(file: string, found: readonly CheckedManifest[], link: string | undefined): CheckedManifest {
  const candidates = link === undefined ? found : found.filter((checked) => identityOf(checked) === link);
  const [only] = candidates;
  if (only && candidates.length === 1) return only;
  const listed = found.map(({ label, manifest }) => `\n  ${label} (line ${manifest.line})`).join("");
  if (link !== undefined && candidates.length === 0) {
    throw new CommandFailure(EXIT.usage, "link-not-found", `${file} has no ${link}; it has:${listed}`);
  }
  const message = `${file} has several manifests; choose one with --link NAMESPACE/NAME, among:${listed}`;
  throw new CommandFailure(EXIT.usage, "several-links", message);
}

function identityOf({ device, label }: CheckedManifest): string {
  return device ? `${device.link.namespace}/${device.link.name}` : label.slice(label.indexOf(" ") + 1);
}

/** The manifest was valid before, so the command line is to blame. */
function requireValid({ options }: DeviceManifest, { server = "" }: ConnectionOptions): void {
  const [issue] = validateMQTTOptions(options);
  if (!issue) return;
  throw new CommandFailure(EXIT.usage, issue.code, `with --server ${withoutUserInfo(server)}: ${issue.message}`);
}

function withoutUserInfo(server: string): string {
  return server.replace(/\/\/[^/]*@/, `//${MASK}@`);
}

/** A copy of a manifest with some of its options replaced. */
export function overrideOptions(
  value: unknown,
  { client, message }: OptionOverrides,
): Pick<OpenLink, "manifest" | "device"> {
  const manifest = structuredClone(value);
  const device = readManifest(manifest);
  // The options of a DeviceManifest are those of the manifest itself, so this changes both.
  Object.assign(device.options.client, client);
  Object.assign(device.options.message, message);
  return { manifest, device };
}
