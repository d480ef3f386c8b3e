import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectAsync, type MqttClient } from "mqtt";
import { startEmbeddedBroker, type EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { repositoryRoot } from "../repository/imports.js";
import { readmeBlock } from "../repository/readme.js";
import { EVERY_ENTRY, RESOLUTIONS, STRICTLY } from "./every-entry.js";
import { installPacked, type Installation } from "./packed.js";
import { filesWithoutSources, publintOf, typeProblemsOf } from "./published.js";

const tsc = join(repositoryRoot, "node_modules/typescript/bin/tsc");

let installation: Installation;
let broker: EmbeddedBroker;
let subscriber: MqttClient;

beforeAll(async () => {
  broker = await startEmbeddedBroker({ tcp: true });
  subscriber = await connectAsync(broker.url("tcp"));
  await subscriber.subscribeAsync("#", { qos: 1 });
  installation = await installPacked(["runtime", "runtime/cli", "generator"]);
  await writeFile(join(installation.folder, "link.yaml"), deviceLink(broker.url("tcp")));
  await writeFile(join(installation.folder, "link.json"), JSON.stringify(deviceLinkObject(broker.url("tcp"))));
}, 180_000);

afterAll(async () => {
  await subscriber.endAsync();
  await broker.close();
  await installation.remove();
});

function deviceLinkObject(server: string) {
  return {
    apiVersion: "edge.cattle.io/v1alpha1",
    kind: "DeviceLink",
    metadata: { namespace: "default", name: "case3", uid: "835aea2e-5f80-4d14-88f5-40c4bda41aa3" },
    spec: {
      adaptor: { node: "edge", name: "adaptors.edge.cattle.io/dummy" },
      model: { apiVersion: "devices.edge.cattle.io/v1alpha1", kind: "DummySpecialDevice" },
      template: {
        spec: {
          protocol: { location: "workshop" },
          on: true,
          extension: { mqtt: { client: { server }, message: { topic: "packed/:namespace/:name" } } },
        },
      },
    },
  };
}

/** JSON is YAML. */
const deviceLink = (server: string) => JSON.stringify(deviceLinkObject(server), undefined, 2);

/** The next message on a topic, to an independent client. */
function nextMessage(topic: string): Promise<string> {
  return new Promise((resolve) => {
    const listen = (at: string, payload: Buffer) => {
      if (at !== topic) return;
      subscriber.off("message", listen);
      resolve(payload.toString());
    };
    subscriber.on("message", listen);
  });
}

describe("octopus-mqtt, packed and installed in an empty folder", () => {
  test("publishes a status from the README's ten lines of TypeScript", async () => {
    const program = readmeBlock("ts", "StatusPublisher");
    expect(program.trim().split("\n").length).toBeLessThanOrEqual(10);
    await writeFile(join(installation.folder, "publish.ts"), program);
    await installation.run("node", [
      tsc,
      ...["--strict", "--exactOptionalPropertyTypes", "--module", "nodenext", "--target", "es2023", "--types", "node"],
      "publish.ts",
    ]);
    const received = nextMessage("packed/default/case3");
    await installation.run("node", ["publish.js"]);
    expect(JSON.parse(await received)).toEqual({ temperature: 21.5 });
  });

  test("loads topics, durations, types and validators without mqtt.js", async () => {
    const program = `
      import { createRequire } from "node:module";
      import { compileTopic, durationToMilliseconds, validateMQTTOptions } from "octopus-mqtt";
      import "octopus-mqtt/topic"; import "octopus-mqtt/duration"; import "octopus-mqtt/generated";
      compileTopic(":name", { link: { namespace: "a", name: "b", uid: "c" } }).forPublish();
      durationToMilliseconds("10s"); validateMQTTOptions({});
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((path) => path.includes("node_modules/mqtt/"));
      console.log(JSON.stringify(loaded));`;
    await writeFile(join(installation.folder, "light.mjs"), program);
    expect((await installation.run("node", ["light.mjs"])).stdout.trim()).toBe("[]");
  });

  test("throws errors that Node shows under the names of their classes", async () => {
    const program = `
      import { inspect } from "node:util";
      import { durationToMilliseconds, parseMQTTOptions } from "octopus-mqtt";
      for (const fail of [() => durationToMilliseconds("soon"), () => parseMQTTOptions({ client: 1 })])
        try { fail(); } catch (error) { console.log(inspect(error).split(": ")[0]); }`;
    await writeFile(join(installation.folder, "errors.mjs"), program);
    const { stdout } = await installation.run("node", ["errors.mjs"]);
    expect(stdout.trim().split("\n")).toEqual(["MqttRuntimeError", "OptionsValidationError"]);
  });

  test("connects with Node's own streams, not with the copy that mqtt.js brings, and leaves the environment alone", async () => {
    const program = `
      import { createRequire } from "node:module";
      import { createClient } from "octopus-mqtt";
      const environment = { ...process.env };
      const options = { client: { server: "tcp://127.0.0.1:1" }, message: { topic: "a" } };
      const link = { namespace: "a", name: "b", uid: "fcd1eb1b-ea42-4cb9-afb0-0ec2d0830583" };
      const error = await (await createClient(options, { link })).connect().catch((error) => error);
      const loaded = Object.keys(createRequire(import.meta.url).cache);
      const copied = loaded.filter((path) => /readable-stream.lib.(?!ours)/.test(path));
      const isLoaded = loaded.some((path) => path.includes("mqtt-packet"));
      const isSame = JSON.stringify(environment) === JSON.stringify({ ...process.env });
      console.log(JSON.stringify({ code: error.code, isLoaded, copied, isSame }));`;
    await writeFile(join(installation.folder, "streams.mjs"), program);
    const { stdout } = await installation.run("node", ["streams.mjs"]);
    expect(JSON.parse(stdout)).toEqual({ code: "connection-failed", isLoaded: true, copied: [], isSame: true });
  });

  test("carries its schemas, CRDs, and the schemas for editors where the guide says", async () => {
    const folder = join(installation.folder, "node_modules/octopus-mqtt/dist");
    const schema = JSON.parse(await readFile(join(folder, "schema/mqtt/mqtt-options.schema.json"), "utf8")) as object;
    expect(schema).toHaveProperty("title", "MQTTOptions");
    expect(await readFile(join(folder, "crds/edge.cattle.io_devicelinks.yaml"), "utf8")).toContain("kind: DeviceLink");
    const guide = await readFile(join(repositoryRoot, "runtime/site/guides/07-editors.md"), "utf8");
    const paths = [...guide.matchAll(/\.\/(node_modules\/octopus-mqtt\/[\w./-]+\.json)/g)].map(([, path = ""]) => path);
    expect(paths).toHaveLength(2);
    for (const path of paths) {
      const forEditors = JSON.parse(await readFile(join(installation.folder, path), "utf8")) as object;
      expect(forEditors).toHaveProperty("properties.spec");
    }
  });
});

describe("the three packages, as they are published", () => {
  test("leave nothing for publint and are-the-types-wrong to say", async () => {
    expect(installation.tarballs).toHaveLength(3);
    for (const tarball of installation.tarballs) {
      expect(await publintOf(tarball), tarball).toEqual([]);
      expect(await typeProblemsOf(tarball), tarball).toEqual([]);
    }
  });

  test.each(["octopus-mqtt", "octopus-mqtt-cli", "octopus-mqtt-codegen"])(
    "%s has its licence, and the sources that its maps name",
    async (name) => {
      const folder = join(installation.folder, "node_modules", name);
      expect(await readFile(join(folder, "LICENSE"), "utf8")).toContain("Apache License");
      // Those of the templates are copied as they stand.
      expect(filesWithoutSources(join(folder, "dist")).filter((file) => !file.includes("templates"))).toEqual([]);
    },
  );

  test.each(RESOLUTIONS)("have types under %s, for each entry", async (_, ...flags) => {
    await writeFile(join(installation.folder, "entries.ts"), EVERY_ENTRY);
    await installation.run("node", [tsc, ...STRICTLY, ...flags, "entries.ts"]);
  });

  test("octopus-mqtt can be required from CommonJS", async () => {
    const program = 'console.log(typeof require("octopus-mqtt").createClient)';
    expect((await installation.run("node", ["--input-type=commonjs", "-e", program])).stdout.trim()).toBe("function");
  });
});

describe("octopus-mqtt-cli, packed and installed", () => {
  test("validates and publishes", async () => {
    const { stdout } = await installation.run("npx", ["octopus-mqtt", "validate", "link.yaml"]);
    expect(stdout).toContain("1 valid");
    const received = nextMessage("packed/default/case3");
    await installation.run("npx", ["octopus-mqtt", "publish", "link.yaml"], '{"temperature":4}\n');
    expect(JSON.parse(await received)).toEqual({ temperature: 4 });
  });
});

/** What a container engine does for `--read-only` and `USER`, with the tools of the kernel. */
const READ_ONLY = `
  mount --bind "$1" "$1" && mount -o remount,ro,bind / || exit 90
  touch "$2/probe" 2> /dev/null && exit 91
  exec setpriv --reuid=1000 --regid=1000 --clear-groups -- "$3" "$2/node_modules/.bin/octopus-mqtt" run "$2/links" --statuses "$1/run"`;
const mayMount = spawnSync("unshare", ["--mount", "true"]).status === 0 && process.getuid?.() === 0;
const whyNot = "mounting needs root, unshare and setpriv (Debian package util-linux)";

describe("octopus-mqtt run, packed and installed", () => {
  test.skipIf(!mayMount && process.env.CI !== "true")(
    mayMount ? "needs no right but to write its stores and sockets" : `skipped: ${whyNot}`,
    async () => {
      expect(mayMount, whyNot).toBe(true);
      const writable = await mkdtemp(join(tmpdir(), "octopus-mqtt-writable-"));
      await mkdir(join(installation.folder, "links"));
      const device = deviceLinkObject(broker.url("tcp"));
      Object.assign(device.spec.template.spec.extension.mqtt.client, {
        store: { type: "File", directoryPrefix: join(writable, "store") },
        cleanSession: false,
      });
      await writeFile(join(installation.folder, "links/case3.json"), JSON.stringify(device));
      await chmod(installation.folder, 0o755);
      await chown(writable, 1000, 1000);
      const received = nextMessage("packed/default/case3");
      const argv = [writable, installation.folder, process.execPath];
      const daemon = spawn("unshare", ["--mount", "--propagation", "private", "sh", "-c", READ_ONLY, "sh", ...argv]);
      let log = "";
      daemon.stderr.on("data", (chunk: Buffer) => {
        log += chunk.toString();
        if (!log.includes('"running"') || daemon.stdin.writableEnded) return;
        daemon.stdin.end();
        const socket = connect(join(writable, "run/default/case3.sock"));
        socket.end("5\n");
      });
      const ended = once(daemon, "exit");
      const first = await Promise.race([received, ended.then(([code]) => `ended with ${String(code)}: ${log}`)]);
      expect(first).toBe("5");
      expect((await stat(join(writable, "run/default/case3.sock"))).uid).toBe(1000);
      expect((await readdir(join(writable, "store"))).length).toBe(1);
      daemon.kill("SIGTERM");
      expect(await ended).toEqual([0, null]);
      await rm(writable, { recursive: true });
    },
  );
});

describe("octopus-mqtt-codegen, packed and installed", () => {
  test("generates from a schema that embeds the MQTT options, and finds it fresh", async () => {
    await mkdir(join(installation.folder, "schema"));
    await writeFile(join(installation.folder, "schema/thermometer.schema.json"), readmeBlock("json", "Thermometer"));
    await installation.run("npx", ["octopus-mqtt-codegen", "generate"]);
    await installation.run("npx", ["octopus-mqtt-codegen", "check"]);
    const types = await readFile(join(installation.folder, "generated/types/thermometer.ts"), "utf8");
    expect(types).toContain("export interface Thermometer");
  });
});
