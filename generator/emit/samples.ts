import { GeneratorError } from "../diagnostics.js";
import type { Emitter, SchemaModel, TypeModel } from "../model/model.js";
import { namesOf } from "../model/names.js";
import { bannerLines } from "../print/banner.js";
import { commentLines } from "../print/yaml.js";
import { wrapText } from "../print/wrap-text.js";
import { isObject } from "./condition.js";
import { objectLines } from "./sample-lines.js";
import { sampleValue } from "./sample-value.js";
import { groupScope, isWanted } from "./scope.js";
import { groupsOf, rootTypes } from "./type-order.js";

/**
 * One annotated YAML document per object type that no other type of its group refers to, `samples/<module>.yaml`: all
 * options, those that are required or have a default live, the others commented out. As it stands it is a valid document.
 */
export const emitSamples: Emitter = (model, settings) =>
  [...sampledTypes(model)]
    .filter(({ group }) => isWanted(groupScope(group), settings))
    .map((type) => ({
      path: samplePath(type),
      content: `${sampleLines(model, type).join("\n")}\n`,
      scope: groupScope(type.group),
    }));

const sampled = new WeakMap<SchemaModel, ReadonlySet<TypeModel>>();

/** The types that have a sample, in the order of their groups. */
export function sampledTypes(model: SchemaModel): ReadonlySet<TypeModel> {
  const known = sampled.get(model);
  if (known) return known;
  const roots = groupsOf(model).flatMap((group) => rootTypes(model, group));
  const fresh = new Set(roots.filter(({ shape }) => shape.kind === "object"));
  sampled.set(model, fresh);
  return fresh;
}

/** Where the sample of a type is, below the output folder. */
export function samplePath(type: TypeModel): string {
  return `samples/${namesOf(type).module}.yaml`;
}

const HOW_TO_READ =
  "Every option is here. REQUIRED marks what must be given. A line that ends in `# default` may be left out without " +
  "changing anything. A line that begins with `#` directly before a name is an option that is off: delete its `#`, and " +
  "those of the lines indented below it, to turn it on.";

function sampleLines(model: SchemaModel, type: TypeModel): string[] {
  const place = { ...type, source: type.source, path: "", pointer: "" };
  const value = sampleValue(model, place);
  if (type.shape.kind !== "object" || !isObject(value)) throw notAnObject(type);
  return [
    ...commentLines(bannerLines([`schema/${type.source}`])),
    "#",
    ...commentLines(wrapText(`${type.name}: ${type.description}\n\n${HOW_TO_READ}`, 98)),
    "",
    ...objectLines(model, place, type.shape, value),
  ];
}

function notAnObject({ name, source }: TypeModel): GeneratorError {
  const message = `The first example of ${name} is not an object; replace it by one`;
  return new GeneratorError([
    { code: "invalid-example", severity: "error", file: source, pointer: "/examples/0", line: 0, column: 0, message },
  ]);
}
