import { describe, expect, test } from "vitest";
import { apiJson, readApi, undocumented } from "../../runtime/site/api/read-api.js";

describe("the reference of the public API", () => {
  test("every public symbol of the packages has a docstring, and is in the reference", async () => {
    const api = await readApi();
    expect(undocumented(api.project)).toEqual([]);
    const modules = apiJson(api).children ?? [];
    const names = modules.flatMap(({ children = [] }) => children.map(({ name }) => name));
    expect(names).toEqual(expect.arrayContaining(["createClient", "MQTTOptions", "standardMQTTOptions", "generate"]));
    // Nothing of the machine that made it.
    expect(JSON.stringify(modules)).not.toContain(process.cwd());
  }, 120_000);

  test("a symbol without one is named", async () => {
    const { project } = await readApi(["test/docs-api/undocumented-example.ts"]);
    expect(undocumented(project)).toEqual(["Example.forgotten", "forgottenToo"]);
  }, 120_000);
});
