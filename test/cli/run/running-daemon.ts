import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningCli, startCli } from "../run-cli.js";

/** A line of the daemon's log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly device?: string;
  readonly code?: string;
  readonly [field: string]: unknown;
}

/** What `/healthz` answers. */
export interface HealthPage {
  readonly status: string;
  readonly devices: { readonly total: number; readonly connected: number };
  readonly problems: readonly { readonly code: string; readonly message: string; readonly file: string }[];
  readonly troubled: readonly { readonly device: string; readonly state: string; readonly code?: string }[];
}

/** `octopus-mqtt run` on a folder of manifests, and on a folder for statuses unless told otherwise. */
export interface RunningDaemon {
  readonly cli: RunningCli;
  readonly folder: string;
  readonly statuses: string;
  write(file: string, text: string): void;
  remove(file: string): void;
  /** The first line of the log that `match` accepts; waits for it. */
  logged(match: (line: LogLine) => boolean): Promise<LogLine>;
  log(): readonly LogLine[];
  page(path: string): Promise<{ readonly status: number; readonly text: string }>;
  /** `/healthz`, as soon as it is as wanted. */
  health(wanted: (health: HealthPage) => boolean): Promise<HealthPage>;
  stop(): Promise<void>;
}

/** A folder of manifests, by file name. */
export function manifestFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "octopus-mqtt-run-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Starts the daemon and waits until it says that it runs. */
export async function startDaemon(
  files: Readonly<Record<string, string>>,
  argv: readonly string[] = [],
  { statuses = mkdtempSync(join(tmpdir(), "octopus-mqtt-statuses-")) } = {},
): Promise<RunningDaemon> {
  const folder = manifestFolder(files);
  const cli = startCli([
    "run",
    folder,
    "--statuses",
    statuses,
    "--listen",
    "127.0.0.1:0",
    "--log-level",
    "debug",
    ...argv,
  ]);
  const daemon = new Handle(cli, folder, statuses);
  await daemon.logged(({ msg }) => msg === "running");
  return daemon;
}

class Handle implements RunningDaemon {
  readonly cli: RunningCli;
  readonly folder: string;
  readonly statuses: string;

  constructor(cli: RunningCli, folder: string, statuses: string) {
    this.cli = cli;
    this.folder = folder;
    this.statuses = statuses;
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  remove(file: string): void {
    rmSync(join(this.folder, file));
  }

  log(): readonly LogLine[] {
    const lines = this.cli.text("stderr").split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as LogLine);
  }

  async logged(match: (line: LogLine) => boolean): Promise<LogLine> {
    let found: LogLine | undefined;
    await this.cli.until("stderr", () => {
      found = this.log().find(match);
      return found !== undefined;
    });
    return found as unknown as LogLine;
  }

  async page(path: string): Promise<{ readonly status: number; readonly text: string }> {
    const { address } = await this.logged(({ msg }) => msg.startsWith("serving"));
    const answer = await fetch(`http://${String(address)}${path}`);
    return { status: answer.status, text: await answer.text() };
  }

  async health(wanted: (health: HealthPage) => boolean): Promise<HealthPage> {
    for (;;) {
      const health = JSON.parse((await this.page("/healthz")).text) as HealthPage;
      if (wanted(health)) return health;
      // It changes with the log, or with the state of a client; asking again is all that a prober does.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(): Promise<void> {
    this.cli.stop("SIGTERM");
    await this.cli.result;
  }
}
