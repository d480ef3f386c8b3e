import type { Client } from "octopus-mqtt";
import { type CommandIo, stopReason, whenAborted } from "./command-io.js";
import type { Report } from "./report.js";

/**
 * Connects a client and from then on tells about lost connections. Returns early, unconnected, if the run has to end;
 * `stopReason` then says so. Rejects as `Client.connect` does.
 */
export async function connect(client: Client, io: CommandIo, report: Report): Promise<void> {
  await Promise.race([client.connect(), whenAborted(io.stopped)]);
  if (stopReason(io)) return;
  client.on("lost", ({ reason }) => void report.notice(`note: the connection was lost: ${reason.message}`));
  client.on("retrying", ({ inMs }) => void report.notice(`note: connecting again in ${Math.ceil(inMs / 1000)} s`));
  client.on("connected", () => void report.notice("note: connected again"));
}
