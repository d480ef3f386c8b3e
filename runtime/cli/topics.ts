import { checkManifest, type CheckedManifest } from "./check-manifest.js";
import { type CommandIo, writeLine } from "./command-io.js";
import { EXIT } from "./exit-codes.js";
import { hasErrors, painter, problemJson } from "./problem.js";
import { readManifestFile } from "./read-file.js";
import { type RenderedTopics, renderTopics } from "./rendered-topics.js";
import { createReport } from "./report.js";

/** Options of `octopus-mqtt topics`. */
export interface TopicsOptions {
  readonly json?: boolean;
}

/** Prints the publish, subscribe and will topic of every manifest; exits 1 if one of them has errors or no MQTT options. */
export async function topics(path: string, options: TopicsOptions, io: CommandIo): Promise<number> {
  const report = createReport(io, options.json === true);
  const file = await readManifestFile(path, io);
  const rows = file.manifests.map((manifest) => checkManifest(manifest)).map(toRow);
  await report.problems(file.problems);
  for (const { checked } of rows) {
    await report.problems(checked.problems);
    if (checked.device?.link.uidDerived) await report.notice(uidNotice(checked));
  }
  await (options.json ? printJson(rows, io) : printText(rows, io));
  const complete = file.problems.length === 0 && rows.every((row) => row.topics !== undefined);
  return complete ? EXIT.ok : EXIT.badInput;
}

/** Tells that `:uid` and the client id are not yet what they will be in the cluster. */
export function uidNotice({ label, device }: CheckedManifest): string {
  return `note: ${label} has no uid yet; ${device?.link.uid ?? ""}, made from namespace and name, stands in for it`;
}

interface Row {
  readonly checked: CheckedManifest;
  /** Undefined where the manifest has errors or no MQTT options. */
  readonly topics: RenderedTopics | undefined;
}

function toRow(checked: CheckedManifest): Row {
  const { device, problems } = checked;
  return { checked, topics: device && !hasErrors(problems) ? renderTopics(device) : undefined };
}

async function printText(rows: readonly Row[], io: CommandIo): Promise<void> {
  const paint = painter(io.colours.stdout);
  for (const { checked, topics } of rows) {
    if (!topics) continue;
    const lines = [
      paint("bold", checked.label),
      `  publish    ${topics.publish}`,
      `  subscribe  ${topics.subscribe}`,
      `  will       ${topics.will ?? "(none)"}`,
    ];
    await writeLine(io.stdout, lines.join("\n"));
  }
}

async function printJson(rows: readonly Row[], io: CommandIo): Promise<void> {
  const manifests = rows.map(({ checked: { manifest, label, device, problems }, topics }) => ({
    file: manifest.file,
    line: manifest.line,
    manifest: label,
    link: device ? device.link : null,
    topics: topics ?? null,
    problems: problems.map(problemJson),
  }));
  await writeLine(io.stdout, JSON.stringify({ manifests }));
}
