import type { JsonObject } from "../../model/model.js";
import type { Item } from "../crd-item.js";
import { DiffError } from "../diff-error.js";
import { isObject, objectOf, objectsOf, textOf } from "../json.js";
import type { Steps } from "../change.js";
import { readYaml, type YamlDocument } from "./yaml-documents.js";

const API_VERSION = "apiextensions.k8s.io/v1";
const KIND = "CustomResourceDefinition";

/** A file to read, and what the user calls it. */
export interface NamedFile {
  readonly path: string;
  readonly shown: string;
}

/**
 * The CRDs of some files; documents of other kinds are passed over.
 * Throws DiffError: `input-unreadable`, `input-syntax`, and `no-crd` for one of an API version that no server takes.
 */
export function readCrdFiles(files: readonly NamedFile[]): Item[] {
  return files.flatMap((file) => readYaml(file.path, file.shown).flatMap((document) => itemsOf(document, file)));
}

function itemsOf(document: YamlDocument, file: NamedFile): Item[] {
  return crdsIn(document.json, []).map(({ crd, at }) => {
    const { apiVersion } = crd;
    if (apiVersion !== API_VERSION)
      throw new DiffError(
        "no-crd",
        `${file.shown}:${document.lineOf([...at, "apiVersion"])} has the apiVersion ${JSON.stringify(apiVersion ?? null)}, ` +
          `expected ${API_VERSION}, the only one that servers since 1.22 take; convert the CRD first`,
      );
    const name = textOf(objectOf(crd.metadata).name) ?? "";
    const locate = (path: Steps) => ({ file: file.shown, line: document.lineOf([...at, ...path]) });
    return { name, content: crd, locate };
  });
}

/** A document may be a list, as kubectl prints it. */
function crdsIn(json: YamlDocument["json"], at: Steps): { crd: JsonObject; at: Steps }[] {
  if (!isObject(json)) return [];
  if (json.kind === KIND) return [{ crd: json, at }];
  if (json.kind !== "List" && json.kind !== `${KIND}List`) return [];
  return objectsOf(json.items).flatMap((item, index) => crdsIn(item, [...at, "items", index]));
}
