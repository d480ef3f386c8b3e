import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { repositoryRoot } from "../../repository/imports.js";
import { freePort } from "../free-port.js";
import { startBrokerProcess, type RealBroker } from "./broker-process.js";

const project = fileURLToPath(new URL("hivemq/", import.meta.url));
const pom = join(project, "pom.xml");
const version = /<version>(20[\d.]+)</.exec(readFileSync(pom, "utf8"))?.[1] ?? "";

/**
 * Starts a HiveMQ Community Edition, with its persistence in files. Needs a JDK and Maven, which fetches it the first
 * time. Of its limits only that on queued messages is lifted.
 */
export async function startHiveMq(): Promise<RealBroker> {
  const home = await mkdtemp(join(tmpdir(), "octopus-hivemq-"));
  const port = await freePort();
  await mkdir(join(home, "conf"));
  await writeFile(join(home, "conf", "config.xml"), configuration(port));
  return startBrokerProcess({
    name: `HiveMQ CE ${version}`,
    port,
    command: "java",
    // It starts in half the time when Java does not compile what runs but once.
    args: [
      "-Xmx512m",
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      `-Dhivemq.home=${home}`,
      "-cp",
      classPath(),
      join(project, "Launch.java"),
    ],
    cleanUp: () => rm(home, { recursive: true, force: true }),
  });
}

/** Whether there is a JDK and Maven to fetch it with. */
export function findHiveMq(): boolean {
  try {
    for (const command of ["javac", "mvn"]) execFileSync(command, ["-version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Asks Maven once for each version of the project file, not once for each run of the tests. */
function classPath(): string {
  const key = createHash("sha256").update(readFileSync(pom)).digest("hex").slice(0, 16);
  const folder = join(repositoryRoot, "node_modules/.cache/octopus-hivemq-classpath");
  const file = join(folder, key);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    execFileSync("mvn", ["-q", "-B", "-f", pom, "dependency:build-classpath", `-Dmdep.outputFile=${file}`]);
  }
  return readFileSync(file, "utf8");
}

function configuration(port: number): string {
  return `<?xml version="1.0"?>
<hivemq>
  <listeners>
    <tcp-listener><port>${port}</port><bind-address>127.0.0.1</bind-address></tcp-listener>
  </listeners>
  <mqtt>
    <queued-messages><max-queue-size>1000000</max-queue-size></queued-messages>
  </mqtt>
  <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
</hivemq>
`;
}
