import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as generated from "../../generated/index.js";
import { generate } from "../../generator/generate.js";
import type { JsonObject } from "../../generator/model/model.js";
import { ALL_KINDS } from "../schema/devices/all-kinds.js";
import { missingGo, Oracle, type ObjectVerdict, type Verdict } from "./verdict.js";

const functions = generated as unknown as Readonly<Record<string, (value: unknown) => unknown>>;

describe.skipIf(missingGo() !== undefined)("the API server and the generated code agree", () => {
  let oracle: Oracle;
  let crds: ReadonlyMap<string, string>;
  let samples: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const [built, { files, model }] = await Promise.all([Oracle.build(), generate({ schemaDir: "schema" })]);
    oracle = built;
    const contentOf = (path: string) => files.find((file) => file.path === path)?.content ?? "";
    const list = model?.crds ?? [];
    crds = new Map(list.map(({ names, group }) => [names.kind, contentOf(`crds/${group}_${names.plural}.yaml`)]));
    samples = new Map(
      list.map(({ names, source }) => [
        names.kind,
        contentOf(source.replace("crd/", "samples/").replace(".crd.json", ".yaml")),
      ]),
    );
  });

  afterAll(() => oracle.remove());

  describe.each(ALL_KINDS)("on a $kind", ({ kind, good, bad }) => {
    let verdict: Verdict;
    const objects = { ...good, ...bad };
    const verdictOn = (name: string) => verdict.objects?.[Object.keys(objects).indexOf(name)];

    beforeAll(async () => {
      verdict = await oracle.judge(withoutSubresources(crds.get(kind) ?? ""), Object.values(objects));
    });

    test("whose CRD is taken without warnings", async () => {
      const judged = await oracle.judge(crds.get(kind), [samples.get(kind)]);
      expect(judged).toMatchObject({ accepted: true, errors: null, strictDecoding: null, warnings: null });
      expect(judged.objects).toMatchObject([{ accepted: true, errors: null, unknownFields: null }]);
    });

    test.each(Object.entries(good))("with %s, and complete it alike", (name, value) => {
      expect(verdictOn(name)).toMatchObject({ accepted: true, errors: null, unknownFields: null });
      expect(functions[`validate${kind}`]?.(value)).toEqual([]);
      const completed = functions[`apply${kind}Defaults`]?.(value) as JsonObject;
      expect(withoutMetadata(completed)).toEqual(withoutMetadata(verdictOn(name)?.stored ?? {}));
    });

    test.each(Object.entries(bad))("and refuse %s", (name, value) => {
      expect(isTaken(verdictOn(name))).toBe(false);
      expect(functions[`validate${kind}`]?.(value)).not.toEqual([]);
    });
  });
});

/** The CRD as it stands, but that a status is judged with the rest instead of being left out of what is created. */
function withoutSubresources(crd: string): unknown {
  const { spec, ...others } = parse(crd) as { readonly spec: { readonly versions: readonly object[] } };
  const versions = spec.versions.map((version) =>
    Object.fromEntries(Object.entries(version).filter(([name]) => name !== "subresources")),
  );
  return { ...others, spec: { ...spec, versions } };
}

/** As kubectl applies by default: unknown fields are errors. */
function isTaken(verdict: ObjectVerdict | undefined): boolean | undefined {
  return verdict && verdict.accepted && verdict.unknownFields === null;
}

/** A copy without the metadata, which the server completes by rules of its own. */
function withoutMetadata(device: object): object {
  return Object.fromEntries(Object.entries(device).filter(([name]) => name !== "metadata"));
}
