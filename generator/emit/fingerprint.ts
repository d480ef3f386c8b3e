import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { assetPath } from "../assets.js";
import type { TypeModel } from "../model/model.js";

/** How `embed.json` is written, and how generated code calls what another package embeds. */
export const EMBED_FORMAT = 1;

/** What stands for everything that the generator makes of a type: its shape, with defaults, rules and words. */
export function fingerprintOf({ name, description, comment, deprecated, examples, shape }: TypeModel): string {
  return hash(JSON.stringify([EMBED_FORMAT, name, description, comment, deprecated, examples, shape]));
}

/** What stands for the interface between a check and those who call it: modules that both sides have a copy of. */
export function supportFingerprint(): string {
  const texts = ["check.ts", "place.ts"].map((name) => readFileSync(assetPath("templates", "support", name), "utf8"));
  return hash(texts.join("").replaceAll("\r\n", "\n"));
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
