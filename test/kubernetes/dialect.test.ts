import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { structuralSchema } from "../../generator/emit/structural-schema.js";
import { applyDefaults } from "../../generator/model/expand-defaults.js";
import type { JsonValue, SchemaModel, TypeModel } from "../../generator/model/model.js";
import { typeNamed } from "../../generator/model/names.js";
import { CASES } from "../generator/translate/all-cases.js";
import { build, documentWith } from "../generator/translate/subject.js";
import { missingGo, Oracle } from "./verdict.js";

const JUDGED = CASES.filter(({ good, bad }) => good ?? bad);

describe.skipIf(missingGo() !== undefined)("the API server judges as the source does", () => {
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await Oracle.build();
  });
  afterAll(() => oracle.remove());

  test.each(JUDGED)("$name", async (one) => {
    const { model, diagnostics } = await build(one);
    const subject = model?.types.find(({ name }) => name === "Subject");
    if (!model || !subject) throw new Error(JSON.stringify(diagnostics, undefined, 2));
    const { good = [], bad = [] } = one;
    const documents = [...good, ...bad].map(documentWith);
    const verdict = await oracle.judge(crdOf(model, subject), documents.map(objectOf));
    expect(verdict).toMatchObject({ accepted: true, errors: null, strictDecoding: null, warnings: null });
    const taken = (verdict.objects ?? []).map(({ accepted, unknownFields }) => accepted && unknownFields === null);
    const wrong = documents.filter((_, index) => taken[index] !== index < good.length);
    expect(wrong).toEqual([]);
    const stored = (verdict.objects ?? []).slice(0, good.length).map((object) => object.stored?.spec);
    expect(stored).toEqual(
      good.map((it) => applyDefaults(subject.shape, documentWith(it) as JsonValue, (name) => typeNamed(model, name))),
    );
  });
});

function objectOf(spec: object): object {
  return { apiVersion: "example.com/v1", kind: "Thing", metadata: { name: "thing", namespace: "default" }, spec };
}

function crdOf(model: SchemaModel, subject: TypeModel): object {
  const spec = structuralSchema(model, subject);
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "things.example.com" },
    spec: {
      group: "example.com",
      scope: "Namespaced",
      names: { kind: "Thing", listKind: "ThingList", singular: "thing", plural: "things" },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: "object", properties: { spec } } },
        },
      ],
    },
  };
}
