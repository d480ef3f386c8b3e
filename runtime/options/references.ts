import type { DeviceLinkReferenceRelationship } from "../../generated/index.js";
import { MqttRuntimeError } from "../errors.js";

/** What a reference leads to: text, or bytes as they are. */
export type ReferenceValue = string | Uint8Array;

/**
 * Finds the values that options refer to (`usernameRef`, `caFilePEMRef` ...): `name` is an entry of the DeviceLink's
 * `spec.references`, `item` a key within it. Undefined means that there is no such value.
 */
export interface ReferenceResolver {
  /** The value, or a promise of it; undefined where there is none. What it throws becomes `reference-not-found`. */
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
