import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate, type Generation } from "../../generator/generate.js";
import { importOutput, typeErrors } from "../generator/support/generated-code.js";
import { missingGo, Oracle } from "./verdict.js";

/** What a user's own build has of the type HeatMeter. */
interface HeatMeter {
  readonly isHeatMeter: (value: unknown) => boolean;
  readonly applyHeatMeterDefaults: (value: unknown) => unknown;
}

const mqtt = { client: { server: "tcp://broker.example.com:1883" }, message: { topic: "meters/:name", qos: 1 } };
const serial = { kind: "serial", port: "/dev/ttyUSB0" };
const tcp = { kind: "tcp", host: "meters.example.com" };
const meter = (spec: object) => ({
  apiVersion: "meters.example.com/v1alpha1",
  kind: "HeatMeter",
  metadata: { name: "cellar", namespace: "default" },
  spec: { address: 1, line: serial, mqtt, ...spec },
});

const GOOD = [
  {},
  { line: tcp },
  { interval: "1h" },
  { interval: null },
  { address: 250, mqtt: { ...mqtt, message: { topic: "a" } } },
];
const BAD = [
  ...[{ address: 0 }, { address: 1.5 }, { address: null }, { interval: "soon" }, { baud: 2400 }],
  ...[
    { line: {} },
    { line: { kind: "serial" } },
    { line: { ...serial, host: "a" } },
    { line: { kind: "tcp", port: "/dev/null" } },
  ],
  ...[{ line: { ...tcp, host: "-" } }, { mqtt: {} }, { mqtt: { ...mqtt, client: { server: "http://broker" } } }],
  ...[
    { mqtt: { ...mqtt, message: { topic: "a", qos: 3 } } },
    { mqtt: { ...mqtt, client: { ...mqtt.client, keepAlive: "soon" } } },
  ],
];

/** A project of its own, with the SDK installed as far as its schemas go. */
async function project(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-device-"));
  await cp(join(import.meta.dirname, "heat-meter"), folder, { recursive: true });
  const sdk = join(folder, "node_modules", "octopus-mqtt");
  await mkdir(sdk, { recursive: true });
  await writeFile(join(sdk, "package.json"), '{ "name": "octopus-mqtt", "exports": { "./schema/*": "./schema/*" } }');
  await symlink(join(import.meta.dirname, "../../schema"), join(sdk, "schema"));
  return folder;
}

describe.skipIf(missingGo() !== undefined)("a device schema of a user's own, which embeds the MQTT options", () => {
  let oracle: Oracle;
  let folder: string;
  let generation: Generation;

  beforeAll(async () => {
    oracle = await Oracle.build();
    folder = await project();
    generation = await generate({ schemaDir: join(folder, "schema") });
  });
  afterAll(async () => {
    await oracle.remove();
    await rm(folder, { recursive: true });
  });

  test("one run makes every artefact, without an error", () => {
    expect(generation.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const paths = generation.files.map(({ path }) => path);
    for (const path of ["types/heat-meter.ts", "defaults/heat-meter.ts", "validators/heat-meter.ts"])
      expect(paths).toContain(path);
    // What every alternative asks for is asked of all.
    const types = generation.files.find(({ path }) => path === "types/heat-meter.ts");
    expect(types?.content).toContain('kind: "serial" | "tcp";');
    const docs = generation.files.filter(({ path }) => path.startsWith("docs/"));
    expect(docs.some(({ content }) => content.includes("HeatMeter"))).toBe(true);
    expect(paths).toContain("crds/meters.example.com_heatmeters.yaml");
    expect(paths.some((path) => /^samples\/.*heat-?meter/.test(path))).toBe(true);
    expect(typeErrors(generation.files.filter(({ path }) => path.endsWith(".ts")))).toEqual([]);
  });

  test("what one back end refuses, all refuse, and what they keep is the same", async () => {
    const code = generation.files.filter(({ path }) => path.endsWith(".ts"));
    const entry = ["validators", "defaults"].map((name) => `export * from "./${name}/heat-meter.js";`).join("\n");
    const sdk = await importOutput<HeatMeter>([...code, { path: "entry.ts", content: entry }], "entry.ts");
    const crd = generation.files.find(({ path }) => path.startsWith("crds/meters"))?.content ?? "";
    const documents = [...GOOD, ...BAD].map(meter);
    const verdict = await oracle.judge(crd, documents);
    expect(verdict).toMatchObject({ accepted: true, errors: null, strictDecoding: null, warnings: null });
    const expected = documents.map((_, index) => index < GOOD.length);
    const taken = (verdict.objects ?? []).map(({ accepted, unknownFields }) => accepted && unknownFields === null);
    expect(taken).toEqual(expected);
    expect(documents.map((document) => sdk.isHeatMeter(document))).toEqual(expected);
    const stored = (verdict.objects ?? []).slice(0, GOOD.length).map((object) => object.stored?.spec);
    const applied = documents.slice(0, GOOD.length).map((document) => sdk.applyHeatMeterDefaults(document));
    expect(stored).toEqual(applied.map((document) => (document as { spec: unknown }).spec));
  });
});
