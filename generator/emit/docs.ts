import { posix } from "node:path";
import type { Emitter, SchemaModel } from "../model/model.js";
import { bannerLines } from "../print/banner.js";
import { docsPath, typeLink } from "./docs-links.js";
import { groupScope, isWanted } from "./scope.js";
import { typeSection } from "./docs-type.js";
import { groupsOf, typesInReadingOrder } from "./type-order.js";

/** One Markdown page per group of types, `docs/<group>.md`: a table for each type, in reading order. */
export const emitDocs: Emitter = (model, settings) =>
  groupsOf(model)
    .filter((group) => isWanted(groupScope(group), settings))
    .map((group) => ({ path: docsPath(group), content: groupPage(model, group), scope: groupScope(group) }));

const HOW_TO_READ =
  "A field that a table does not list is refused, unless the text below the table says otherwise. A field that is " +
  "`null` counts as absent. Lengths are in characters (Unicode code points).";

function groupPage(model: SchemaModel, group: string): string {
  const page = { model, group };
  const types = typesInReadingOrder(model, group);
  const blocks = [
    bannerComment(posix.join("schema", group, "*.schema.json")),
    group === "" ? "# Reference" : `# Reference: ${group}`,
    types.map(({ name }) => `- ${typeLink(model, name, group)}`).join("\n"),
    HOW_TO_READ,
    ...types.flatMap((type) => typeSection(page, type)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function bannerComment(source: string): string {
  return ["<!--", ...bannerLines([source]), "-->"].join("\n");
}
