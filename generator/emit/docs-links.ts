import { posix } from "node:path";
import type { SchemaModel, TypeModel } from "../model/model.js";
import { typeNamed } from "../model/names.js";

/** Where the reference of a group is, below the output folder. */
export function docsPath(group: string): string {
  return `docs/${group === "" ? "index" : group}.md`;
}

/** A Markdown link to a type, as seen from the page of a group; the anchor is what renderers make of the type's heading. */
export function typeLink(model: SchemaModel, name: string, fromGroup: string): string {
  const target = typeNamed(model, name);
  const page = target.group === fromGroup ? "" : relativeLink(docsPath(fromGroup), docsPath(target.group));
  return `[${name}](${page}#${headingAnchor(target)})`;
}

/** The path of one output file as seen from another. */
export function relativeLink(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to);
}

function headingAnchor({ name }: TypeModel): string {
  return name.toLowerCase();
}
