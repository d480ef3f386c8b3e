import type { JsonObject } from "../../model/model.js";
import { DRAFT_2020 } from "./drafts.js";
import { omit, type Place } from "./place.js";

/** A name that types may have. */
const TYPE_NAME = /^[A-Z][A-Za-z0-9]*$/;

/** The head of a document in the core dialect: its draft, and a title that names its type. */
export function nameRoot(source: JsonObject, place: Place): JsonObject {
  const { $id, $schema } = source;
  if (typeof $id === "string") place.exact("$id", "nothing: a file is known by its path");
  const known = place.draft === "draft-07" || $schema === `${DRAFT_2020}#` ? { $schema: DRAFT_2020 } : {};
  const rest = typeof $id === "string" ? omit(source, "$id") : source;
  return { ...rest, ...known, ...typeTitle(rest, place.document.fileName, place) };
}

/** A type that is null itself would make each of its uses so. */
export function refuseNull(core: JsonObject, place: Place): JsonObject {
  if (core.nullable === undefined) return core;
  place.refuse(
    "type",
    'a type cannot be null itself; say so where it is used: "anyOf": [{ "$ref": "..." }, { "type": "null" }]',
  );
  return omit(core, "nullable");
}

/** The title as a type's name; a title of several words becomes one, or prose where the file or key has a better name. */
export function typeTitle({ title, description }: JsonObject, key: string, place: Place): JsonObject {
  if (typeof title === "string" && TYPE_NAME.test(title)) return {};
  const name = typeNameFrom(key);
  if (title === undefined) return { title: name };
  if (typeof title !== "string") return {};
  place.exact("title", `the type ${name}, named after ${key}; the title leads its description`);
  return { title: name, description: describe(title, description) };
}

/** The name that a schema gets: its title if that is one, otherwise one made of its file's name or its key. */
export function typeNameOf({ title }: JsonObject, key: string): string {
  return typeof title === "string" && TYPE_NAME.test(title) ? title : typeNameFrom(key);
}

/** Prose made of a title and a description. */
export function describe(title: string, description: unknown): string {
  return typeof description === "string" && description !== "" ? `${title}\n\n${description}` : title;
}

/** `ModbusDevice` as `modbus-device`. */
export function fileNameFrom(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
}

/** `modbus-device` as `ModbusDevice`. */
export function typeNameFrom(key: string): string {
  const words = key.match(/[A-Za-z0-9]+/g) ?? [];
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^[A-Z]/.test(name) ? name : `Type${name}`;
}
