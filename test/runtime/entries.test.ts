import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as generated from "../../generated/index.js";
import * as client from "../../runtime/entries/client.js";
import * as options from "../../runtime/entries/options.js";
import * as sdk from "../../runtime/index.js";
import { repositoryRoot } from "../repository/imports.js";

const folder = join(repositoryRoot, "schema/mqtt");
const titles = readdirSync(folder).map(
  (name) => (JSON.parse(readFileSync(join(folder, name), "utf8")) as { title: string }).title,
);

test("the entry `options` has all that is generated for the MQTT options, and nothing of devices", () => {
  const names = Object.keys(generated).filter((name) =>
    titles.some((title) => name.replace(/Defaults$/, "").endsWith(title)),
  );
  expect(names.length).toBeGreaterThan(40);
  expect(Object.keys(options)).toEqual(expect.arrayContaining(names));
  expect(Object.keys(options).filter((name) => /Device(?!LinkReferenceRelationship)/.test(name))).toEqual([]);
});

test("the entry `client` has all of the SDK but that, and the same objects", () => {
  const devices = Object.keys(generated).filter((name) => !(name in options));
  const all: Record<string, unknown> = sdk;
  const { ...some }: Record<string, unknown> = client;
  expect(Object.keys(sdk).filter((name) => !(name in some))).toEqual(devices);
  for (const name of Object.keys(some)) expect(all[name], name).toBe(some[name]);
});
