import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "../../generator/cli.js";
import { folderWith, schema } from "./source-folder.js";

async function explained(properties: object): Promise<{ code: number; lines: string[] }> {
  const text = schema("Subject", { type: "object", properties, additionalProperties: false });
  const folder = await folderWith({ "subject.schema.json": text });
  let output = "";
  const io = {
    out: (more: string) => void (output += more),
    err: (more: string) => void (output += more),
    colour: false,
  };
  const file = join(folder, "subject.schema.json");
  const code = await main(["explain", file], io);
  return {
    code,
    lines: output
      .trim()
      .split("\n")
      .map((line) => line.replace(/^\S+:\d+:\d+ /, "")),
  };
}

test("every keyword is told of, with what it became", async () => {
  const { code, lines } = await explained({
    a: { type: "integer", exclusiveMinimum: 0 },
    b: { type: "string", format: "email" },
  });
  expect(code).toBe(0);
  expect(lines).toEqual(
    expect.arrayContaining([
      "exact /title: kept as it is",
      "exact /properties/a/type: kept as it is",
      "exact /properties/a/exclusiveMinimum: minimum 1",
      'approximated /properties/b/format: "email" becomes a pattern: quoted names and addresses in brackets are refused',
    ]),
  );
});

test("a refused keyword and an unknown one are findings", async () => {
  const { code, lines } = await explained({
    a: { type: "string", maxLength: 9, format: "duration" },
    b: { type: "boolean", colour: 1 },
  });
  expect(code).toBe(1);
  expect(lines.filter((line) => line.startsWith("refused")).map((line) => line.split(":")[0])).toEqual([
    "refused /properties/a/format",
    "refused /properties/b/colour",
  ]);
});

test("a file that is none is wrong usage", async () => {
  const io = { out: () => undefined, err: () => undefined, colour: false };
  expect(await main(["explain", "no-such.schema.json"], io)).toBe(2);
});
