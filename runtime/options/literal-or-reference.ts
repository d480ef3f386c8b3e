import type { DeviceLinkReferenceRelationship } from "../../generated/index.js";
import { resolveReference } from "./references.js";
import type { ReferenceResolver, ReferenceValue } from "./references.js";

/** A value that an option gives either in place or by reference, with the pointer to the option that gave it. */
export interface ResolvedValue {
  readonly value: ReferenceValue;
  readonly pointer: string;
}

/**
 * The value of a pair of options such as `password` and `passwordRef`: the literal unless it is absent or empty, else
 * what the reference leads to, else undefined. `pointer` is the JSON pointer to the literal; the other one's ends in
 * `Ref`. That not both may be given is a rule of the schema.
 */
export async function literalOrReference(
  literal: string | null | undefined,
  reference: DeviceLinkReferenceRelationship | null | undefined,
  resolver: ReferenceResolver | undefined,
  pointer: string,
): Promise<ResolvedValue | undefined> {
  if (literal != null && literal !== "") return { value: literal, pointer };
  if (reference == null) return undefined;
  const referencePointer = `${pointer}Ref`;
  return { value: await resolveReference(resolver, reference, referencePointer), pointer: referencePointer };
}
