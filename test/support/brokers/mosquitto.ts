import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../free-port.js";
import { findMosquitto } from "../mosquitto.js";
import { startBrokerProcess, type RealBroker } from "./broker-process.js";

/** Starts a Mosquitto that saves sessions and messages every second. Its limits are its own, but for its queues, which have none. */
export async function startMosquittoBroker(): Promise<RealBroker> {
  const command = findMosquitto();
  if (command === undefined) throw new Error("mosquitto is not installed (Debian package mosquitto)");
  const folder = await mkdtemp(join(tmpdir(), "octopus-mosquitto-"));
  // Started by root it becomes another user, who has to get at these files.
  await chmod(folder, 0o777);
  const port = await freePort();
  const file = join(folder, "mosquitto.conf");
  await writeFile(
    file,
    [
      `listener ${port} 127.0.0.1`,
      "allow_anonymous true",
      "persistence true",
      `persistence_location ${folder}/`,
      "autosave_interval 1",
      "max_queued_messages 0",
      "",
    ].join("\n"),
  );
  const version = /version (\S+)/.exec(spawnSync(command, ["-h"], { encoding: "utf8" }).stdout)?.[1] ?? "";
  return startBrokerProcess({
    name: `Mosquitto ${version}`,
    port,
    command,
    args: ["-c", file],
    cleanUp: () => rm(folder, { recursive: true, force: true }),
  });
}
