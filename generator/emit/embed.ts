import type { Emitter } from "../model/model.js";
import { EMBED_FORMAT, fingerprintOf, supportFingerprint } from "./fingerprint.js";
import { namesOf, ownTypes } from "../model/names.js";
import { bannerLines } from "../print/banner.js";
import { formatTypeScript } from "../print/format.js";
import { renderTemplate } from "../print/template.js";
import { isWanted } from "./scope.js";

/**
 * `embed.ts` and `embed.json`, where a run is to publish them: the checks and places that validators of other packages
 * call, and for each type what tells whether they were made from the same schema.
 */
export const emitEmbed: Emitter = async (model, settings) => {
  if (!settings?.publish || !isWanted(undefined, settings)) return [];
  const modules = ownTypes(model).map((type) => namesOf(type).module);
  const exports = modules.flatMap((module) =>
    ["checks", "places"].map((folder) => ({ from: `./validators/${folder}/${module}.js`, typeOnly: false })),
  );
  const code = renderTemplate("index.hbs", { exports }, settings.templates);
  const manifest = {
    $comment: bannerLines([]).join(" "),
    format: EMBED_FORMAT,
    support: supportFingerprint(),
    types: Object.fromEntries(ownTypes(model).map((type) => [type.name, fingerprintOf(type)])),
  };
  return [
    { path: "embed.ts", content: await formatTypeScript([], code) },
    { path: "embed.json", content: `${JSON.stringify(manifest, null, 2)}\n` },
  ];
};
