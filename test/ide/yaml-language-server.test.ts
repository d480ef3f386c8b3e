import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repositoryRoot } from "../repository/imports.js";
import { LanguageServer } from "./language-server.js";

const SCHEMA = join(repositoryRoot, "generated/ide/edge.cattle.io/devicelink_v1alpha1.json");

const LINK = `apiVersion: edge.cattle.io/v1alpha1
kind: DeviceLink
metadata:
  name: fan
spec:
  adaptor: { node: edge, name: adaptors.edge.cattle.io/dummy }
  model: { apiVersion: devices.edge.cattle.io/v1alpha1, kind: DummySpecialDevice }
  template:
    spec:
      extension:
        mqtt:
          client:
            server: tcp://broker
          message:
            topic: a/:name
`;
/** Where a line begins that is put after `message:`, and where one begins that is put after `client:`. */
const INDENT = 12;
const TOPIC_LINE = LINK.split("\n").findIndex((line) => line.includes("topic:"));

/** How the guide says to set the editor up: by settings for a folder, or by the first line of a file. */
const WAYS = [
  { way: "settings", schemas: { [pathToFileURL(SCHEMA).href]: "*.yaml" }, head: "" },
  { way: "modeline", schemas: {}, head: `# yaml-language-server: $schema=${pathToFileURL(SCHEMA).href}\n` },
];

describe.each(WAYS)("yaml-language-server, the schema by $way", ({ schemas, head }) => {
  let server: LanguageServer;
  let folder: string;
  const offset = head === "" ? 0 : 1;
  const uri = (name: string) => pathToFileURL(join(folder, name)).href;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-links-"));
    const settings = { schemas, yamlVersion: "1.1", completion: true, hover: true, validate: true };
    server = await LanguageServer.start(folder, { ...settings, schemaStore: { enable: false } });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  test("a right DeviceLink has no diagnostics", async () => {
    expect(await server.open(uri("right.yaml"), head + LINK)).toEqual([]);
  });

  test("completes the options of a message, with what they mean", async () => {
    await server.open(uri("complete.yaml"), `${head}${LINK}${" ".repeat(INDENT)}\n`);
    const items = await server.complete(uri("complete.yaml"), TOPIC_LINE + 1 + offset, INDENT);
    const labels = items.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(["will", "qos", "retained", "path", "operator"]));
    expect(labels).not.toContain("topic");
    expect(JSON.stringify(items.find(({ label }) => label === "qos")?.documentation)).toContain(
      "Guarantee of delivery",
    );
  });

  test("completes the values of an enum", async () => {
    const text = `${head}${LINK}            qos: \n`;
    await server.open(uri("values.yaml"), text);
    const items = await server.complete(uri("values.yaml"), TOPIC_LINE + 1 + offset, INDENT + 5);
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(["0", "1", "2"]));
  });

  test("explains an option", async () => {
    await server.open(uri("hover.yaml"), head + LINK);
    expect(await server.hover(uri("hover.yaml"), TOPIC_LINE + offset, INDENT + 2)).toContain("Topic to publish to");
  });

  test.each([
    ["an unknown field", "            retain: true\n", "retain"],
    ["a value of another type", "            retained: 1\n", "boolean"],
    ["a value beyond the enum", "            qos: 3\n", "0, 1, 2"],
  ])("marks %s on its line", async (name, line, said) => {
    const found = await server.open(uri(`${name.replaceAll(" ", "-")}.yaml`), head + LINK + line);
    expect(JSON.stringify(found.map(({ message }) => message))).toContain(said);
    expect(found[0]?.range.start.line).toBe(TOPIC_LINE + 1 + offset);
  });
});
