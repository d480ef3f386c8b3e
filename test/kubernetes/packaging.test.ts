import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { generate, type Generation } from "../../generator/generate.js";
import { customResourceDefinition } from "../../generator/emit/crds.js";
import { write } from "../../generator/write.js";
import type { JsonObject } from "../../generator/model/model.js";
import { folderWith } from "../generator/source-folder.js";
import { TRICKY_STRINGS } from "../generator/support/tricky-strings.js";
import { crdSource, sourcesOf } from "./pump.js";
import { missingRenderer, Renderer } from "./render.js";

const missing = missingRenderer();
if (missing !== undefined) console.warn(`Helm and Kustomize are not asked: ${missing}`);

test.runIf(process.env.CI === "true")("CI has Go, so that Helm and Kustomize are asked", () => {
  expect(missing).toBeUndefined();
});

const KEEP = "helm.sh/resource-policy";

describe.skipIf(missing !== undefined)("CRDs in a package", () => {
  let renderer: Renderer;

  beforeAll(async () => {
    renderer = await Renderer.build();
  });

  afterAll(() => renderer.remove());

  /** The output of a run over CRD sources of one chart, on disk. */
  async function output(files: Readonly<Record<string, string>>): Promise<{ folder: string; generation: Generation }> {
    const root = await folderWith(files);
    const generation = await generate({ schemaDir: join(root, "schema") });
    expect(generation.diagnostics).toEqual([]);
    const folder = join(root, "generated");
    await write(generation.files, folder);
    return { folder, generation };
  }

  function definitionsOf({ model }: Generation): JsonObject[] {
    return (model?.crds ?? []).map((crd) => customResourceDefinition(model ?? { types: [], crds: [] }, crd));
  }

  async function rendered(chart: string, values: object): Promise<JsonObject[]> {
    const { files, lint } = await renderer.helm(chart, values);
    expect(lint.filter((line) => !line.includes("icon is recommended"))).toEqual([]);
    return Object.values(files).map((text) => parse(text) as JsonObject);
  }

  test("every chart of ours renders to its CRDs", async () => {
    const generation = await generate({ schemaDir: "schema" });
    const charts = [...new Set(generation.model?.crds.map(({ chart }) => chart))];
    expect(charts.length).toBeGreaterThan(0);
    const all = await Promise.all(charts.map((chart) => rendered(join("generated/charts", chart), { keep: false })));
    const byName = (a: JsonObject, b: JsonObject) => (JSON.stringify(a.metadata) < JSON.stringify(b.metadata) ? -1 : 1);
    expect(all.flat().sort(byName)).toEqual(definitionsOf(generation).sort(byName));
  });

  test("what looks like a template is none, in descriptions, patterns, labels and annotations", async () => {
    const hostile = ["{{ .Values.keep }}", "{{{a}}}", "{{- /* x */ -}}", "{{", "}}", '{{ "{{" }}', "{{{{"];
    const properties = Object.fromEntries(
      [...hostile, ...TRICKY_STRINGS.filter((text) => text.trim() !== "")].map((text, index) => [
        `p${index}`,
        { type: "string", maxLength: 9, description: `It is ${text}`, examples: ["a"] },
      ]),
    );
    const { folder, generation } = await output(
      sourcesOf(
        { ...crdSource(), annotations: { "example.dev/note": `{{ fail "no" }} ${hostile.join(" ")}` } },
        {
          properties: {
            ...properties,
            braced: { type: "string", maxLength: 9, pattern: "^[{{]+$", examples: ["{"] },
          },
        },
      ),
    );
    const [kept] = await rendered(join(folder, "charts/example-dev-crds"), {});
    const [definition] = definitionsOf(generation);
    const { annotations, ...metadata } = definition?.metadata as { annotations: JsonObject };
    expect(kept).toEqual({ ...definition, metadata: { ...metadata, annotations: { ...annotations, [KEEP]: "keep" } } });
  });

  test("they are kept unless the value says otherwise, and a value that does not exist is refused", async () => {
    const { folder } = await output(sourcesOf({ ...crdSource(), labels: undefined, annotations: undefined }));
    const chart = join(folder, "charts/example-dev-crds");
    const annotationsOf = async (values: object) =>
      (await rendered(chart, values)).map(({ metadata }) => (metadata as JsonObject).annotations);
    expect(await annotationsOf({})).toEqual([{ [KEEP]: "keep" }]);
    expect(await annotationsOf({ keep: false })).toEqual([undefined]);
    await expect(renderer.helm(chart, { keeep: false })).rejects.toThrow("additional properties 'keeep' not allowed");
  });

  test("the kustomization holds all of them", async () => {
    const { folder, generation } = await output({
      ...sourcesOf(crdSource()),
      "schema/crd/valve.crd.json": JSON.stringify({
        ...crdSource(),
        names: { kind: "Valve", plural: "valves", shortNames: ["vl"] },
      }),
    });
    const { files } = await renderer.kustomize(join(folder, "crds"));
    const built = parseAllDocuments(files.all ?? "").map((document) => document.toJS() as JsonObject);
    expect(built).toEqual(definitionsOf(generation));
    expect(built).toHaveLength(2);
  });
});
