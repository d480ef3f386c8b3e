import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate, type Generation } from "../../generator/generate.js";
import { customResourceDefinition, emitCrds } from "../../generator/emit/crds.js";
import type { JsonObject } from "../../generator/model/model.js";
import { folderWith } from "../generator/source-folder.js";
import { MISTAKES, select, stored, type Source } from "./crd-mistakes.js";
import { crdSource, sourcesOf } from "./pump.js";
import { missingGo, Oracle, type Verdict } from "./verdict.js";

const missing = missingGo();

describe.skipIf(missing !== undefined)("the API server and CRD sources", () => {
  let oracle: Oracle;

  beforeAll(async () => {
    oracle = await Oracle.build();
  });

  afterAll(() => oracle.remove());

  async function generateFrom(files: Readonly<Record<string, string>>): Promise<Generation> {
    const schemaDir = join(await folderWith(files), "schema");
    return generate({ schemaDir, emitters: () => Promise.resolve([emitCrds]) });
  }

  async function definition(): Promise<JsonObject> {
    const { model, diagnostics } = await generateFrom(sourcesOf(crdSource()));
    expect(diagnostics).toEqual([]);
    const [crd] = model?.crds ?? [];
    if (!model || !crd) throw new Error("There is no CRD");
    return customResourceDefinition(model, crd);
  }

  test("everything that a source may say is accepted, without warnings and unknown fields", async () => {
    const { files, diagnostics } = await generateFrom(sourcesOf(crdSource()));
    expect(diagnostics).toEqual([]);
    const yaml = files.find(({ path }) => path === "crds/example.dev_pumps.yaml")?.content ?? "";
    const verdict = await oracle.judge(yaml);
    expect(verdict).toMatchObject({ accepted: true, errors: null, strictDecoding: null, warnings: null });
    expect(verdict.crd).toEqual(await definition());
    expect(verdict.crd).toMatchObject({
      metadata: { labels: crdSource().labels, annotations: crdSource().annotations },
      spec: {
        names: { categories: ["plant", "all"], shortNames: ["pu", "pmp"] },
        conversion: { strategy: "None" },
        versions: crdSource().versions.map(
          ({ schema, ...version }) =>
            expect.objectContaining({ ...version, schema: expect.any(schema ? Object : Array) as unknown }) as unknown,
        ),
      },
    });
  });

  test.each([0, 40])("descriptions of at most %i characters are accepted", async (maxDescription) => {
    const folder = await folderWith(sourcesOf(crdSource()));
    const { files } = await generate({ schemaDir: join(folder, "schema"), maxDescription });
    const yaml = files.find(({ path }) => path === "crds/example.dev_pumps.yaml")?.content ?? "";
    expect(await oracle.judge(yaml)).toMatchObject({ accepted: true, strictDecoding: null, warnings: null });
  });

  test.each(MISTAKES)("with $name", async ({ code, make, serverAccepts = false }) => {
    const source = crdSource();
    make(source);
    const { diagnostics, files } = await generateFrom(sourcesOf(source));
    expect(files).toEqual([]);
    expect([...new Set(diagnostics.map((found) => found.code))]).toEqual([code]);

    const crd = structuredClone(await definition()) as { metadata: { name: string }; spec: Source };
    make(crd.spec);
    crd.metadata.name = `${(crd.spec.names as { plural: string }).plural}.${crd.spec.group}`;
    const { accepted }: Verdict = await oracle.judge(crd);
    expect(accepted).toBe(serverAccepts);
  });

  test.each([
    ["one schema, but different selectable fields", true],
    ["different schemas, but the same selectable fields", false],
  ])("with versions of %s", async (_, isOneSchema) => {
    const source = crdSource();
    const [alpha] = source.versions;
    if (!alpha) throw new Error("There is no version");
    if (isOneSchema) alpha.schema = stored(source).schema;
    else Object.assign(stored(source), { selectableFields: (alpha.selectableFields = select(".kind")) });
    const { diagnostics } = await generateFrom(sourcesOf(source));
    expect(diagnostics).toMatchObject([{ code: "bad-selectable-field" }]);

    const crd = structuredClone(await definition()) as unknown as { spec: Source };
    const [first] = crd.spec.versions;
    if (isOneSchema) Object.assign(first ?? {}, { schema: stored(crd.spec).schema });
    else for (const version of crd.spec.versions) version.selectableFields = select(".kind");
    expect(await oracle.judge(crd)).toMatchObject({ accepted: false });
  });

  test("nine selectable fields", async () => {
    const properties = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`f${index}`, { type: "boolean" }]));
    const fields = Object.keys(properties).map((name) => ({ jsonPath: `.spec.${name}` }));
    const source = crdSource();
    stored(source).selectableFields = fields.slice(1);
    const { files } = await generateFrom(sourcesOf(source, { properties }));
    const yaml = files.find(({ path }) => path === "crds/example.dev_pumps.yaml")?.content ?? "";
    const { crd, accepted } = (await oracle.judge(yaml)) as { crd: { spec: Source }; accepted: boolean };
    expect(accepted).toBe(true);
    stored(crd.spec).selectableFields = fields;
    expect(await oracle.judge(crd)).toMatchObject({ accepted: false });
    stored(source).selectableFields = fields;
    const { diagnostics } = await generateFrom(sourcesOf(source, { properties }));
    expect(diagnostics).toMatchObject([{ code: "dialect-violation", pointer: "/versions/1/selectableFields" }]);
  });

  test("a rule at the root beside a status subresource", async () => {
    const rule = { not: { required: ["spec", "status"] } };
    const named = { ...rule, "x-octopus-rule": { code: "a-rule", message: "spec and status", remedy: "remove one" } };
    const { diagnostics } = await generateFrom(sourcesOf(crdSource(), {}, { allOf: [named] }));
    expect(diagnostics).toMatchObject([
      { code: "bad-crd-root", pointer: "/allOf", message: expect.stringContaining("put it under spec") as string },
    ]);
    const crd = structuredClone(await definition()) as unknown as {
      spec: { versions: { schema: { openAPIV3Schema: object } }[] };
    };
    Object.assign(crd.spec.versions[1]?.schema.openAPIV3Schema ?? {}, { allOf: [rule] });
    expect(await oracle.judge(crd)).toMatchObject({ accepted: false });
  });
});
