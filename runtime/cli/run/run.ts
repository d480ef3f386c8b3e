import { durationToMilliseconds } from "octopus-mqtt";
import { type CommandIo, stopReason, whenAborted } from "../command-io.js";
import { CommandFailure, EXIT } from "../exit-codes.js";
import { Permits } from "../permits.js";
import { isSystemError, reasonOf, STDIN } from "../read-file.js";
import { Daemon } from "./daemon.js";
import { StatusServer } from "./http.js";
import { createLog, type LogLevel } from "./log.js";
import { ReferenceFolder } from "./reference-folder.js";

/** Options of `octopus-mqtt run`. */
export interface RunOptions {
  /** `-` for stdin, or the folder of sockets and files. */
  readonly statuses: string;
  readonly references?: string;
  /** Where `/healthz`, `/readyz` and `/metrics` are served. */
  readonly listen?: { readonly host: string; readonly port: number };
  readonly logLevel: LogLevel;
  readonly dedupe?: boolean;
  /** Duration. */
  readonly minInterval?: string;
  readonly maxConnecting: number;
}

/** Keeps every device of the manifests on its broker until a signal ends it; exits 0 then. */
export async function run(paths: readonly string[], options: RunOptions, io: CommandIo): Promise<number> {
  const log = createLog(io, options.logLevel);
  const daemon = new Daemon(
    { paths, statuses: options.statuses === STDIN ? io.stdin : options.statuses, io },
    {
      log,
      queue: {
        dedupe: options.dedupe === true,
        minIntervalMs: options.minInterval === undefined ? 0 : durationToMilliseconds(options.minInterval),
      },
      connecting: new Permits(options.maxConnecting),
      references: new ReferenceFolder(options.references),
    },
  );
  const server = options.listen && (await listen(daemon, options.listen));
  if (server) log.info({ address: server.address }, "serving /healthz, /readyz and /metrics");
  try {
    await daemon.start();
    await whenAborted(io.stopped);
    log.info({ reason: stopReason(io) }, "stopping");
  } finally {
    await daemon.stop();
    await server?.close();
  }
  log.info("stopped");
  return EXIT.ok;
}

function listen(daemon: Daemon, address: { readonly host: string; readonly port: number }): Promise<StatusServer> {
  const json = (status: number, value: object) => ({
    status,
    type: "application/json",
    body: `${JSON.stringify(value)}\n`,
  });
  const pages = {
    "/healthz": () => json(200, daemon.health),
    "/readyz": () => json(daemon.isReady ? 200 : 503, { ready: daemon.isReady }),
    "/metrics": async () => ({ status: 200, type: daemon.metrics.contentType, body: await daemon.metrics.text() }),
  };
  return StatusServer.listen(address, pages).catch((error: unknown) => {
    if (!isSystemError(error)) throw error;
    const message = `cannot listen at ${address.host}:${address.port}: ${reasonOf(error)}`;
    throw new CommandFailure(EXIT.usage, "listen-failed", message);
  });
}
