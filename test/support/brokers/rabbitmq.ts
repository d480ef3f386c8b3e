import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../free-port.js";
import { startBrokerProcess, type RealBroker } from "./broker-process.js";

const SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server";

/** Whether Debian's package is installed, at its own place: the command on the PATH changes user and folder. */
export function findRabbitMq(): boolean {
  return existsSync(SERVER);
}

/** Starts a RabbitMQ with its MQTT plugin, everything of it in a folder of its own. It takes some ten seconds. */
export async function startRabbitMq(): Promise<RealBroker> {
  const folder = await mkdtemp(join(tmpdir(), "octopus-rabbitmq-"));
  const [mqtt, amqp, distribution, epmd] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  await writeFile(join(folder, "enabled_plugins"), "[rabbitmq_mqtt].\n");
  await writeFile(
    join(folder, "rabbitmq.conf"),
    [
      `listeners.tcp.default = 127.0.0.1:${amqp}`,
      `mqtt.listeners.tcp.default = 127.0.0.1:${mqtt}`,
      "mqtt.allow_anonymous = true",
      "",
    ].join("\n"),
  );
  return startBrokerProcess({
    name: `RabbitMQ ${version()}`,
    port: mqtt,
    command: "sh",
    // With a port mapper of its own, in the same process group, none is left behind.
    args: ["-c", `epmd -address 127.0.0.1 -port ${epmd} & exec ${SERVER}`],
    env: {
      HOME: folder,
      ERL_EPMD_PORT: String(epmd),
      RABBITMQ_NODENAME: `octopus${mqtt}@localhost`,
      RABBITMQ_NODE_PORT: String(amqp),
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_CONF_ENV_FILE: "/dev/null",
      RABBITMQ_CONFIG_FILE: join(folder, "rabbitmq.conf"),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "enabled_plugins"),
      RABBITMQ_MNESIA_BASE: join(folder, "mnesia"),
      RABBITMQ_LOG_BASE: join(folder, "log"),
      RABBITMQ_PID_FILE: join(folder, "pid"),
    },
    cleanUp: () => rm(folder, { recursive: true, force: true }),
  });
}

/** As the package manager knows it; asking the broker would take it seconds. */
function version(): string {
  const { stdout } = spawnSync("dpkg-query", ["-W", "-f", "${Version}", "rabbitmq-server"], { encoding: "utf8" });
  return stdout.replace(/-.*/, "");
}
