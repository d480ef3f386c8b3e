import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyDeviceLinkDefaults, validateDeviceLink, type DeviceLink } from "../../generated/index.js";
import { customResourceDefinition } from "../../generator/emit/crds.js";
import { generate } from "../../generator/generate.js";
import type { OutputFile, SchemaModel } from "../../generator/model/model.js";
import { printYaml } from "../../generator/print/yaml.js";
import { TRICKY_STRINGS } from "../generator/support/tricky-strings.js";
import { BAD_LINKS, GOOD_LINKS } from "./device-links.js";
import { missingGo, Oracle, type ObjectVerdict, type Verdict } from "./verdict.js";

const missing = missingGo();
if (missing !== undefined) console.warn(`The API server is not asked: ${missing}`);

test.runIf(process.env.CI === "true")("CI has Go, so that the API server is asked", () => {
  expect(missing).toBeUndefined();
});

describe.skipIf(missing !== undefined)("the API server", () => {
  let oracle: Oracle;
  let model: SchemaModel;
  let files: readonly OutputFile[];

  beforeAll(async () => {
    const [built, generation] = await Promise.all([Oracle.build(), generate({ schemaDir: "schema" })]);
    oracle = built;
    files = generation.files;
    if (!generation.model) throw new Error("The sources have errors");
    model = generation.model;
  });

  afterAll(() => oracle.remove());

  const fileAt = (path: string) => files.find((file) => file.path === path)?.content ?? "";
  const deviceLinks = () => fileAt("crds/edge.cattle.io_devicelinks.yaml");

  test("accepts every CRD without unknown fields and without warnings, and reads it as it was meant", async () => {
    expect(model.crds.map(({ names }) => names.kind)).toContain("DeviceLink");
    for (const crd of model.crds) {
      const verdict = await oracle.judge(fileAt(`crds/${crd.group}_${crd.names.plural}.yaml`));
      expect(verdict).toMatchObject({ accepted: true, errors: null, strictDecoding: null, warnings: null });
      expect(verdict.crd).toEqual(customResourceDefinition(model, crd));
    }
  });

  test("takes a CRD that breaks its rules for what it is, so that its word counts", async () => {
    const [crd] = model.crds;
    if (!crd) throw new Error("There is no CRD");
    const text = JSON.stringify(customResourceDefinition(model, crd));
    const verdicts = await Promise.all([
      oracle.judge(JSON.parse(text.replace('"default":"30s"', '"default":"banana"'))),
      oracle.judge(JSON.parse(text.replace('"scope":', '"scoop":1,"scope":'))),
    ]);
    expect(verdicts.map(({ accepted, strictDecoding }) => [accepted, strictDecoding])).toEqual([
      [false, null],
      [true, ['unknown field "spec.scoop"']],
    ]);
  });

  test("accepts the annotated sample of a DeviceLink", async () => {
    const verdict = await oracle.judge(deviceLinks(), [fileAt("samples/device-link.yaml")]);
    expect(verdict.objects).toMatchObject([{ accepted: true, errors: null, unknownFields: null }]);
  });

  test("reads every string back that our YAML writer writes, as value and as key", async () => {
    const device = Object.fromEntries(
      TRICKY_STRINGS.map((text, index) => [`${index}`, { [text]: text, list: [text] }]),
    );
    const [first] = GOOD_LINKS;
    const verdict = await oracle.judge(deviceLinks(), [printYaml({ ...first?.link, device })]);
    expect(verdict.objects?.[0]?.read).toEqual({ ...first?.link, device });
  });

  describe("and the generated code agree on a DeviceLink", () => {
    let good: Verdict;
    let bad: Verdict;

    beforeAll(async () => {
      const links = (cases: typeof GOOD_LINKS) => cases.map(({ link }) => link);
      [good, bad] = await Promise.all([
        oracle.judge(deviceLinks(), links(GOOD_LINKS)),
        oracle.judge(deviceLinks(), links(BAD_LINKS)),
      ]);
    });

    test.each(GOOD_LINKS.map((example, index) => ({ ...example, index })))("with $name", ({ link, index }) => {
      const verdict = good.objects?.[index];
      expect(verdict).toMatchObject({ accepted: true, errors: null, unknownFields: null });
      expect(validateDeviceLink(link)).toEqual([]);
      expect(withoutServerFields(applyDeviceLinkDefaults(link as unknown as DeviceLink))).toEqual(
        withoutServerFields(verdict?.stored ?? {}),
      );
    });

    test.each(BAD_LINKS.map((example, index) => ({ ...example, index })))("without $name", ({ link, index }) => {
      expect(isTaken(bad.objects?.[index])).toBe(false);
      expect(validateDeviceLink(link)).not.toEqual([]);
    });
  });
});

/** As kubectl applies by default: unknown fields are errors. */
function isTaken(verdict: ObjectVerdict | undefined): boolean | undefined {
  return verdict && verdict.accepted && verdict.unknownFields === null;
}

/** A copy without the metadata, which the server completes by rules of its own. */
function withoutServerFields(link: object): object {
  return Object.fromEntries(Object.entries(link).filter(([name]) => name !== "metadata"));
}
