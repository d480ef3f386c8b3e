import { describe, expect, test } from "vitest";
import { emitDefaults } from "../../../generator/emit/defaults.js";
import type { SchemaModel } from "../../../generator/model/model.js";
import { emitAppliers } from "../support/appliers.js";
import {
  any,
  array,
  boolean,
  defaulted,
  integer,
  map,
  model,
  object,
  open,
  property,
  reference,
  required,
  string,
  type,
} from "../support/models.js";

const STORE = type("Store", object([defaulted("type", string(), "Memory"), property("path", string())]));

async function codeOf(given: SchemaModel, module: string): Promise<string> {
  const content = (await emitAppliers(given)).find(({ path }) => path === `defaults/${module}.ts`)?.content ?? "";
  return content.slice(content.indexOf("\n\n") + 2);
}

describe("the code", () => {
  test("is a line for each property, a block where there is more inside", async () => {
    const client = object([
      required("server", string()),
      defaulted("qos", integer(), 1),
      property("backup", reference("Store")),
      defaulted("store", reference("Store"), { type: "Memory" }),
      property("headers", map(string())),
    ]);
    expect(await codeOf(model(STORE, type("Client", client)), "client"))
      .toBe(`import { copyOf, dropNullValues, isNull, isObject } from "../support/copy-on-write.js";
import type { Client, ResolvedClient } from "../types/client.js";
import { applyStoreDefaults } from "./store.js";

/**
 * {@link Client} with its defaults filled in and nulls left out. The value given is never
 * changed; what needs nothing is shared with it.
 */
export function applyClientDefaults(value: Client): ResolvedClient {
  if (!isObject(value)) return value;
  let copy: Partial<Client> | undefined;
  if (isNull(value.server)) delete (copy ??= copyOf(value)).server;
  if (value.qos == null) (copy ??= copyOf(value)).qos = 1;
  if (value.backup === null) delete (copy ??= copyOf(value)).backup;
  else if (isObject(value.backup)) {
    const applied = applyStoreDefaults(value.backup);
    if (applied !== value.backup) (copy ??= copyOf(value)).backup = applied;
  }
  if (value.store == null) (copy ??= copyOf(value)).store = { type: "Memory" };
  else {
    const applied = applyStoreDefaults(value.store);
    if (applied !== value.store) (copy ??= copyOf(value)).store = applied;
  }
  if (value.headers === null) delete (copy ??= copyOf(value)).headers;
  else if (isObject(value.headers)) {
    const applied = dropNullValues(value.headers);
    if (applied !== value.headers) (copy ??= copyOf(value)).headers = applied;
  }
  return (copy ?? value) as ResolvedClient;
}
`);
  });

  test("has a function of its own for an object without a name", async () => {
    const holder = object([
      property("a-b", object([defaulted("on", boolean(), true)])),
      property("aB", array(object([property("x", any())]))),
      property("free", open()),
    ]);
    const code = await codeOf(model(type("Holder", holder)), "holder");
    expect(code.match(/^(?:export )?function \w+/gm)).toEqual([
      "export function applyHolderDefaults",
      "function applyHolderABDefaults",
      "function applyHolderABItemDefaults",
    ]);
    expect(code).not.toContain("isObject(value.free)");
  });

  test("returns what needs nothing without looking at it", async () => {
    expect(await codeOf(model(type("Names", array(string()))), "names")).toContain("{\n  return value;\n}");
    expect(await codeOf(model(type("Free", open())), "free")).toContain("{\n  return value;\n}");
  });

  test("scalars have no applier", async () => {
    expect(await emitDefaults(model(type("Word", string())))).toEqual([]);
  });
});
