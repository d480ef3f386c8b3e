import { expect, test } from "vitest";
import { main } from "../../generator/cli.js";
import { folderWith, schema } from "./source-folder.js";

/** A project whose own emitter takes as long as a run of hundreds of types. */
const slowProject = () =>
  folderWith({
    "octopus-mqtt.config.mjs": `
      const emit = () => new Promise((resolve) => setTimeout(resolve, 700, []));
      export default { jobs: { edge: { emitters: [{ name: "slow", emit }] } } };
    `,
    "schema/speed.schema.json": schema("Speed", { type: "integer" }),
  });

/** Everything that a terminal is told, in order; `line` begins what replaces the line before. */
async function told(...argv: string[]): Promise<string[]> {
  const all: string[] = [];
  const say = (text: string) => void all.push(text);
  const status = (line: string) => void all.push(`line: ${line}`);
  expect(await main(argv, { out: say, err: say, colour: false, status })).toBe(0);
  return all;
}

test("a long run tells what it does in one line, which is gone before the result", async () => {
  const all = await told("generate", await slowProject());
  expect(all).toContain("line: writing the files ...");
  const end = all.indexOf("line: ");
  expect(all.findIndex((text) => text.startsWith("generated edge: "))).toBe(end + 1);
  expect(all.slice(end + 1).filter((text) => text.startsWith("line: "))).toEqual([]);
});

test("a run about many sources tells each step, since none can be told while another is done", async () => {
  const speeds = Array.from({ length: 100 }, (_, index) => [
    `schema/speed${index}.schema.json`,
    schema(`Speed${index}`, { type: "integer" }),
  ]);
  const all = await told("generate", await folderWith(Object.fromEntries(speeds) as Record<string, string>));
  expect(all).toContain("line: checking 100 sources ...");
  expect(all).toContain("line: making the files of 100 types ...");
});

test("programs are told nothing meanwhile", async () => {
  const all = await told("generate", await slowProject(), "--format", "json");
  expect(all.filter((text) => text.startsWith("line: "))).toEqual([]);
});
