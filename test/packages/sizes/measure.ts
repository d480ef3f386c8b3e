import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bundleSdk } from "../../../runtime/browser/bundle.js";
import { repositoryRoot } from "../../repository/imports.js";

/** What a program takes of the SDK, bundled and minified, in bytes. */
export interface BundleSize {
  /** As the table has it. */
  readonly what: string;
  readonly program: string;
  readonly minified: number;
  /** At the highest level. Differs by some bytes from one zlib to another. */
  readonly gzipped: number;
}

interface Program {
  readonly what: string;
  readonly name: string;
  readonly from: string;
  readonly platform?: "node" | "browser";
  /** Whether mqtt.js is counted, and not left outside. */
  readonly withMqttJs?: true;
}

const PROGRAMS: readonly Program[] = [
  { what: "topics", name: "compileTopic", from: "octopus-mqtt/topic" },
  { what: "durations", name: "durationToMilliseconds", from: "octopus-mqtt/duration" },
  { what: "a type", name: "type MQTTOptions", from: "octopus-mqtt" },
  { what: "defaults of the MQTT options", name: "applyMQTTOptionsDefaults", from: "octopus-mqtt" },
  { what: "validator of the MQTT options", name: "validateMQTTOptions", from: "octopus-mqtt" },
  { what: "their Standard Schema", name: "standardMQTTOptions", from: "octopus-mqtt" },
  { what: "validator of a DeviceLink", name: "validateDeviceLink", from: "octopus-mqtt" },
  { what: "everything about the MQTT options", name: "* as all", from: "octopus-mqtt/options" },
  { what: "everything generated", name: "* as all", from: "octopus-mqtt/generated" },
  { what: "client for Node, mqtt and ws apart", name: "createClient", from: "octopus-mqtt", platform: "node" },
  { what: "client for browsers, mqtt.js apart", name: "createClient", from: "octopus-mqtt" },
  { what: "client for browsers, and mqtt.js", name: "createClient", from: "octopus-mqtt", withMqttJs: true },
];

/** Bundles the SDK as it is now, and each program with what it takes of that. Takes some two seconds. */
export async function measureBundles(): Promise<BundleSize[]> {
  const cache = join(repositoryRoot, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "octopus-mqtt-sizes-"));
  try {
    await bundleSdk(folder);
    // As in the package: what is not used may be left out.
    writeFileSync(join(folder, "package.json"), JSON.stringify({ sideEffects: false }));
    const sizes: BundleSize[] = [];
    for (const program of PROGRAMS) sizes.push(await measure(program, folder));
    return sizes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure({ what, name, from, platform = "browser", withMqttJs }: Program, folder: string) {
  const isType = name.startsWith("type ");
  const specifier = name.startsWith("* as ") ? name : `{ ${name} }`;
  const program = `import ${specifier} from "${from}";`;
  const use = isType ? "" : `console.log(${name.replace("* as ", "")});`;
  const { outputFiles } = await build({
    stdin: { contents: `${program}\n${use}`, resolveDir: repositoryRoot, loader: "ts" },
    alias: entriesIn(platform === "node" ? folder : join(folder, "browser")),
    ...{ bundle: true, write: false, minify: true, splitting: true, outdir: "out" },
    ...{ format: "esm", target: "es2023", platform, legalComments: "none" },
    ...(withMqttJs ? {} : { packages: "external" }),
    external: withMqttJs ? [] : ["mqtt", "ws"],
    tsconfigRaw: {},
  });
  const code = Buffer.concat(outputFiles.map(({ contents }) => contents));
  return { what, program, minified: code.length, gzipped: isType ? 0 : gzipSync(code, { level: 9 }).length };
}

/** Where the entries of the package are, as its `exports` say. */
function entriesIn(folder: string): Record<string, string> {
  return {
    "octopus-mqtt/topic": join(folder, "runtime/topic/index.js"),
    "octopus-mqtt/duration": join(folder, "runtime/options/duration.js"),
    "octopus-mqtt/options": join(folder, "runtime/entries/options.js"),
    "octopus-mqtt/generated": join(folder, "generated/index.js"),
    "octopus-mqtt": join(folder, "runtime/index.js"),
  };
}
