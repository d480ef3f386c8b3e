import { describe, expect, test } from "vitest";
import { compileTemplate, renderTemplate } from "../../../generator/print/template.js";

describe("templates", () => {
  test("print values as they are, without escaping", () => {
    expect(compileTemplate("t.hbs", "{{text}}")({ text: '`<a> & "b" $& \'' })).toBe('`<a> & "b" $& \'');
  });

  test("a missing field is an error that names template, field and place", () => {
    const render = compileTemplate("t.hbs", "{{#each rows}}\n{{name}}\n{{/each}}");
    expect(() => render({ rows: [{}] })).toThrow(/^Template t\.hbs: "name" not defined in .* - 2:2$/);
  });

  test("a mistake in a template is found when it is compiled, and names it", () => {
    expect(() => compileTemplate("t.hbs", "{{#each rows}}\n")).toThrow(/^Template t\.hbs: Parse error on line 2/);
  });

  test("are read from the templates folder", () => {
    const exports = [
      { from: "./a.js", typeOnly: true },
      { from: "./b.js", typeOnly: false },
    ];
    expect(renderTemplate("index.hbs", { exports })).toBe('export type * from "./a.js";\nexport * from "./b.js";\n');
  });

  test("one that is missing is named", () => {
    expect(() => renderTemplate("none.hbs", {})).toThrow(/none\.hbs/);
  });
});
