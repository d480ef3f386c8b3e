import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repositoryRoot } from "../repository/imports.js";
import { schema } from "../generator/source-folder.js";
import { installPacked, type Installation } from "./packed.js";

const tsc = join(repositoryRoot, "node_modules/typescript/bin/tsc");
const FLAGS = ["--strict", "--exactOptionalPropertyTypes", "--module", "nodenext", "--target", "es2023"];

/** Compiles a program of the folder to `built/`: beside its source, what was generated would have a copy in JavaScript. */
async function compile(path: string, ...more: string[]): Promise<void> {
  const argv = [...FLAGS, "--types", "node", "--rootDir", ".", "--outDir", "built", ...more, path];
  await installation.run("node", [tsc, ...argv]).catch((error: unknown) => {
    throw new Error((error as { stdout: string }).stdout);
  });
}

let installation: Installation;

const device = (title: string, property: string) =>
  schema(title, {
    type: "object",
    additionalProperties: false,
    required: ["mqtt"],
    properties: {
      [property]: { type: "integer", default: 5, minimum: 1 },
      mqtt: { $ref: "octopus-mqtt/schema/mqtt/mqtt-options.schema.json" },
    },
  });

async function put(path: string, content: string): Promise<void> {
  const file = join(installation.folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

const read = (path: string) => readFile(join(installation.folder, path), "utf8");
const codegen = (...argv: string[]) => installation.run("npx", ["octopus-mqtt-codegen", ...argv]);

beforeAll(async () => {
  installation = await installPacked(["runtime", "generator"]);
  await put("thermometer/schema/thermometer.schema.json", device("Thermometer", "interval"));
  await put("fan/schema/fan.schema.json", device("Fan", "speed"));
}, 180_000);

afterAll(() => installation.remove());

const PROGRAM = `
import type { MQTTOptions, ResolvedMQTTOptions } from "octopus-mqtt";
import { isFan, parseFan, validateFan, type Fan } from "./fan/generated/index.js";
import { parseThermometer, validateThermometer, type Thermometer } from "./thermometer/generated/index.js";

const mqtt: MQTTOptions = { client: { server: "tcp://broker:1883" }, message: { topic: "a/:name" } };
const fan: Fan = { mqtt };
const thermometer: Thermometer = { mqtt: fan.mqtt };
const resolved: ResolvedMQTTOptions = parseThermometer(thermometer).mqtt;
const bad = { mqtt: { client: { server: "tcp://b:1", tlsConfig: {} }, message: { topic: "a", qoss: 1 } } };
console.log(JSON.stringify({
  qos: resolved.message.qos, speed: parseFan(fan).speed, isFan: isFan(bad),
  same: JSON.stringify(validateFan(bad)) === JSON.stringify(validateThermometer(bad)),
  messages: validateFan(bad).map(({ message }) => message),
}));`;

describe("device schemas that embed the options of the installed SDK", () => {
  test("share its MQTTOptions, and check and complete it as the SDK does", async () => {
    for (const project of ["thermometer", "fan"]) await codegen("generate", project);
    expect(await read("fan/generated/types/fan.ts")).toContain('from "octopus-mqtt/generated"');
    await put("share.ts", PROGRAM);
    await compile("share.ts");
    const { stdout } = await installation.run("node", ["built/share.js"]);
    expect(JSON.parse(stdout)).toMatchObject({ qos: 1, speed: 5, isFan: false, same: true });
    expect(stdout).toContain("did you mean");
    expect((await codegen("check", "fan")).stdout).toContain("all up to date");
  });

  test("keep documents whole, and are self-contained where that is asked for", async () => {
    await codegen("generate", "fan", "--self-contained", "--out", "fan/whole");
    expect(await read("fan/generated/docs/mqtt.md")).toContain("MQTTWillMessage");
    // It fails where the folders differ.
    await installation.run("diff", ["-r", "--exclude=*.ts", "fan/generated", "fan/whole"]);
    expect(await read("fan/whole/types/mqtt-options.ts")).toContain("export interface MQTTOptions {");
    expect(await read("fan/whole/types/fan.ts")).not.toContain("octopus-mqtt/");
  });

  test("are refused where the package's code was made from another schema", async () => {
    const manifest = "node_modules/octopus-mqtt/dist/generated/embed.json";
    const text = await read(manifest);
    const failure = () =>
      codegen("generate", "fan").then(
        () => "",
        (error: unknown) => (error as { stderr: string }).stderr,
      );
    await put(manifest, "{}");
    expect(await failure()).toMatch(/but .*embed.json is not what --publish writes[^]*\n1 error, /);
    await put(manifest, text.replace(/"MQTTOptions": "[^"]+"/, '"MQTTOptions": "other"'));
    const failed = await failure();
    expect(failed).toContain(
      "error package-types: what octopus-mqtt exports for MQTTOptions is not what this generator",
    );
    expect(failed).toContain("--self-contained");
    await put(manifest, text);
    expect((await codegen("generate", "fan")).stdout).toContain("0 written");
  });
});

describe("the examples", () => {
  const example = (path: string) => readFile(join(repositoryRoot, "generator/examples", path), "utf8");

  test("an own emitter writes files beside those of the generator", async () => {
    for (const path of ["form-fields.ts", "octopus-mqtt.config.ts", "schema/fan.schema.json"])
      await put(`own-emitter/${path}`, await example(`own-emitter/${path}`));
    await compile("own-emitter/octopus-mqtt.config.ts", "--skipLibCheck");
    expect((await codegen("generate", "own-emitter")).stdout).toMatch(
      /^generated fan: .*\([1-9]\d* written, 0 unchanged/,
    );
    expect((await codegen("generate", "own-emitter")).stdout).toContain("(0 written, ");
    const use = `import { FanFields } from "./generated/forms/fan.js";\nconsole.log(FanFields.map(({ input }) => input).join());`;
    await put("own-emitter/use.ts", use);
    await compile("own-emitter/use.ts");
    expect((await installation.run("node", ["built/own-emitter/use.js"])).stdout).toBe("text,select,checkbox\n");
  });

  test("an own template takes the place of ours", async () => {
    for (const path of ["octopus-mqtt.config.yaml", "templates/index.hbs", "schema/fan.schema.json"])
      await put(`own-template/${path}`, await example(`own-template/${path}`));
    await codegen("generate", "own-template");
    expect(await read("own-template/generated/index.ts")).toContain("/** The interface of what was generated: ");
    await put(
      "own-template/use.ts",
      `import { parseFan } from "./generated/index.js";\nconsole.log(parseFan({ name: "a" }).gear);`,
    );
    await compile("own-template/use.ts");
    expect((await installation.run("node", ["built/own-template/use.js"])).stdout).toBe("slow\n");
  });
});
