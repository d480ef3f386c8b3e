import { mkdtemp, rm, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { generate } from "../../../generator/generate.js";
import { formatDiagnostic } from "../../../generator/diagnostics.js";
import type { OutputOptions } from "../../../generator/output-options.js";
import { schema } from "../source-folder.js";

const closed = (properties: object, more: object = {}) => ({
  type: "object",
  additionalProperties: false,
  properties,
  ...more,
});

const text = { type: "string", maxLength: 99 };

/** Schemas that use all that options decide about: named and unnamed enums, defaults, nulls, lists, maps, references, unions. */
export const SOURCES: Readonly<Record<string, string>> = {
  "schema/fan/fan-gear.schema.json": schema("FanGear", {
    type: "string",
    enum: ["slow", "very-fast", "very_fast", ">="],
  }),
  "schema/fan/fan-level.schema.json": schema("FanLevel", { type: "integer", enum: [-1, 0, 1] }),
  "schema/fan/fan-control.schema.json": schema(
    "FanControl",
    closed(
      {
        by: { type: "string", enum: ["hand", "timer", "far-away"], default: "hand" },
        gear: { $ref: "./fan-gear.schema.json" },
        level: { $ref: "./fan-level.schema.json", default: 0 },
        every: closed({ seconds: { type: "integer", default: 60 } }),
        note: { type: ["string", "null"], maxLength: 99 },
      },
      {
        oneOf: [
          { properties: { by: { const: "hand" }, gear: { const: "slow" } }, required: ["by"] },
          { properties: { by: { const: "timer" }, level: { enum: [0, 1] } }, required: ["by", "every"] },
          { properties: { by: { const: "far-away" } }, required: ["by"], not: { required: ["note"] } },
        ],
        anyOf: [{ required: ["gear"] }, { required: ["every"] }],
      },
    ),
  ),
  "schema/fan/fan.schema.json": schema(
    "Fan",
    closed(
      {
        gear: { $ref: "./fan-gear.schema.json", default: "slow" },
        level: { $ref: "./fan-level.schema.json", default: 0 },
        name: text,
        kind: { type: "string", const: "Fan" },
        mode: { type: ["string", "null"], enum: ["NaN", "2g", "READ_ONLY", null], description: "How." },
        since: { type: "string", format: "date-time" },
        motor: { $ref: "#/$defs/motor", default: { power: "low" } },
        history: { type: "array", maxItems: 9, items: { type: "string", enum: ["on", "off"] } },
        labels: { type: "object", maxProperties: 9, additionalProperties: { type: "string", enum: ["a b", "a-b"] } },
      },
      {
        required: ["name"],
        $defs: {
          motor: { title: "FanMotor", ...closed({ power: { type: "string", enum: ["low", "high"] }, note: text }) },
        },
      },
    ),
  ),
};

/** The files that the schemas become with some options, by path. */
export async function filesWith(output: OutputOptions): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "octopus-output-"));
  try {
    for (const [path, content] of Object.entries(SOURCES)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const { files, diagnostics } = await generate({ schemaDir: join(folder, "schema"), output });
    const errors = diagnostics.filter(({ severity }) => severity === "error").map(formatDiagnostic);
    if (errors.length > 0) throw new Error(errors.join("\n"));
    return new Map(files.map(({ path, content }) => [path, content]));
  } finally {
    await rm(folder, { recursive: true });
  }
}
