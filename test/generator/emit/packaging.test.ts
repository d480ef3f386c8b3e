import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { emitHelmCharts } from "../../../generator/emit/helm-chart.js";
import { emitKustomization } from "../../../generator/emit/kustomization.js";
import type { CrdModel } from "../../../generator/model/crd-model.js";
import type { SchemaModel } from "../../../generator/model/model.js";
import { thingCrd, version } from "../support/crds.js";
import { map, model, object, open, property, required, string, type } from "../support/models.js";

/*
 * That Helm and Kustomize make the CRDs of these files is shown with their own code in test/kubernetes/packaging.test.ts.
 */

const root = (description: string, keyPattern?: string) =>
  type(
    "Thing",
    object([
      required("apiVersion", string()),
      required("kind", string()),
      required("metadata", open()),
      property("spec", object([property("tags", map(string(), keyPattern === undefined ? {} : { keyPattern }))]), {
        description,
      }),
    ]),
  );

function things(...crds: readonly CrdModel[]): SchemaModel {
  return { ...model(root("A thing.")), crds };
}

const valve = thingCrd({ group: "other.dev", names: { ...thingCrd().names, kind: "Valve", plural: "valves" } });

async function chartFiles(given: SchemaModel): Promise<Record<string, string>> {
  const files = await emitHelmCharts(given);
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

describe("the Helm chart", () => {
  test("has its CRDs as templates, so that an upgrade of the release upgrades them", async () => {
    const files = await chartFiles(things(thingCrd({ chart: "plant" }), { ...valve, chart: "plant" }));
    expect(Object.keys(files)).toEqual([
      "charts/plant/Chart.yaml",
      "charts/plant/values.yaml",
      "charts/plant/values.schema.json",
      "charts/plant/templates/example.dev_things.yaml",
      "charts/plant/templates/other.dev_valves.yaml",
    ]);
    expect(parse(files["charts/plant/Chart.yaml"] ?? "")).toEqual({
      apiVersion: "v2",
      name: "plant",
      description: "CRDs: things.example.dev, valves.other.dev",
      type: "application",
      version: "0.1.0",
      kubeVersion: ">=1.16.0-0",
    });
    expect(parse(files["charts/plant/values.yaml"] ?? "")).toEqual({ keep: true });
  });

  test("there is one for each chart that CRDs name, and none without CRDs", async () => {
    const files = Object.keys(await chartFiles(things(thingCrd(), { ...valve, chart: "other" })));
    expect(files.filter((path) => path.endsWith("Chart.yaml"))).toEqual([
      "charts/example-dev-crds/Chart.yaml",
      "charts/other/Chart.yaml",
    ]);
    expect(await chartFiles(things())).toEqual({});
  });

  test.each([
    ["CEL rules", { ...model(root("", "^[a-z]+$")), crds: [thingCrd()] }, ">=1.25.0-0"],
    ["selectable fields", things(thingCrd({ versions: [version({ selectableFields: [".kind"] })] })), ">=1.31.0-0"],
  ])("asks for a server that knows %s", async (_, given: SchemaModel, expected) => {
    const files = await chartFiles(given);
    expect(parse(files["charts/example-dev-crds/Chart.yaml"] ?? "")).toMatchObject({ kubeVersion: expected });
  });

  test("keeps braces of the CRD from being a template", async () => {
    const files = await chartFiles({ ...model(root("Write {{ name }} or {{{x}}}.")), crds: [thingCrd()] });
    const template = files["charts/example-dev-crds/templates/example.dev_things.yaml"] ?? "";
    expect(template).toContain('Write {{ "{{" }} name }} or {{ "{{" }}{x}}}.');
  });
});

describe("the kustomization", () => {
  test("lists the CRDs beside it", async () => {
    const [file, ...others] = await emitKustomization(things(thingCrd(), valve));
    expect(others).toEqual([]);
    expect(file?.path).toBe("crds/kustomization.yaml");
    expect(parse(file?.content ?? "")).toEqual({
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      resources: ["example.dev_things.yaml", "other.dev_valves.yaml"],
    });
  });

  test("there is none without CRDs", async () => {
    expect(await emitKustomization(things())).toEqual([]);
  });
});
