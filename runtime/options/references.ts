import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DeviceLinkReferenceRelationship } from "../../generated/index.js";
import { MqttRuntimeError } from "../errors.js";

/** What a reference leads to: text, or bytes as they are. */
export type ReferenceValue = string | Uint8Array;

/**
 * Finds the values that options refer to (`usernameRef`, `caFilePEMRef` ...): `name` is an entry of the DeviceLink's
 * `spec.references`, `item` a key within it. Undefined means that there is no such value.
 */
export interface ReferenceResolver {
  resolve(reference: DeviceLinkReferenceRelationship): ReferenceValue | undefined | Promise<ReferenceValue | undefined>;
}

/** A resolver for values at hand: `{ NAME: { ITEM: value } }`. */
export function mapResolver(
  values: Readonly<Record<string, Readonly<Record<string, ReferenceValue>>>>,
): ReferenceResolver {
  return {
    resolve: ({ name, item }) => {
      const items = Object.hasOwn(values, name) ? values[name] : undefined;
      return items !== undefined && Object.hasOwn(items, item) ? items[item] : undefined;
    },
  };
}

/**
 * A resolver for mounted secrets and config maps: the value is the content of `DIRECTORY/NAME/ITEM`, byte for byte.
 * A newline at the end of the file is part of the value, as it is in Kubernetes: write password files without one.
 *
 * Names and items that Kubernetes would not accept, such as `..` or anything with a separator, are refused with
 * `reference-not-found`; symbolic links are followed, since Kubernetes mounts its files through them.
 */
export function directoryResolver(directory: string): ReferenceResolver {
  return {
    resolve: async ({ name, item }) => {
      try {
        return await readFile(join(directory, fileName(name), fileName(item)));
      } catch (error) {
        if (isMissingFile(error)) return undefined;
        throw error;
      }
    },
  };
}

/**
 * The value that an option refers to. Throws `reference-not-found`, naming the reference and the option (`pointer`, a
 * JSON pointer into the MQTTOptions) but never a content, if there is no resolver, no value, or the resolver fails.
 */
export async function resolveReference(
  resolver: ReferenceResolver | undefined,
  reference: DeviceLinkReferenceRelationship,
  pointer: string,
): Promise<ReferenceValue> {
  const shown = `${JSON.stringify(reference.item)} of ${JSON.stringify(reference.name)}`;
  if (resolver === undefined) {
    const remedy = "Pass `references`, a resolver for the DeviceLink's references, when creating the client.";
    throw new MqttRuntimeError("reference-not-found", `Nothing resolves the reference to ${shown}`, {
      pointer,
      remedy,
    });
  }
  const value = await askResolver(resolver, reference, `The reference to ${shown} failed`, pointer);
  if (value !== undefined) return value;
  const remedy = "Check the name and the item against spec.references of the DeviceLink and what they contain.";
  throw new MqttRuntimeError("reference-not-found", `There is no value for ${shown}`, { pointer, remedy });
}

async function askResolver(
  resolver: ReferenceResolver,
  reference: DeviceLinkReferenceRelationship,
  summary: string,
  pointer: string,
): Promise<ReferenceValue | undefined> {
  try {
    return await resolver.resolve(reference);
  } catch (cause) {
    throw MqttRuntimeError.from(cause, "reference-not-found", summary, { pointer });
  }
}

/** Kubernetes allows letters, digits, `-`, `_` and `.` in keys, and none that begin with `..`. */
function fileName(text: string): string {
  if (/^(?!\.\.)[-._a-zA-Z0-9]{1,253}$/.test(text) && text !== ".") return text;
  throw new MqttRuntimeError("reference-not-found", `${JSON.stringify(text.slice(0, 60))} cannot name a mounted file`, {
    expected: "letters, digits, -, _ and . only, not beginning with ..",
  });
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
