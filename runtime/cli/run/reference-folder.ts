import { createHash } from "node:crypto";
import { join } from "node:path";
import { type DeviceManifest, directoryResolver, type ReferenceResolver } from "octopus-mqtt";
import { NO_FOLDER } from "../open-link.js";

type Reference = Parameters<ReferenceResolver["resolve"]>[0];
type Value = Awaited<ReturnType<ReferenceResolver["resolve"]>>;

/**
 * The folder of referenced values, as Kubernetes mounts Secrets and ConfigMaps: those at NAMESPACE/LINK/NAME/ITEM are of
 * one DeviceLink, those at NAME/ITEM of all.
 */
export class ReferenceFolder {
  readonly #folder: string | undefined;
  readonly #asked = new Set<string>();

  /** Without a folder every reference fails, with an error that says what to pass. */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** The folders in which a value may appear or change that was asked for; some may not be there. */
  get folders(): readonly string[] {
    return [...this.#asked];
  }

  /** The values for one DeviceLink. */
  of({ link }: DeviceManifest): DeviceReferences {
    const folder = this.#folder;
    if (folder === undefined) return new DeviceReferences((reference) => NO_FOLDER.resolve(reference));
    const resolvers = [join(folder, link.namespace, link.name), folder].map((path) => ({
      path,
      resolver: directoryResolver(path),
    }));
    return new DeviceReferences(async (reference) => {
      for (const { path, resolver } of resolvers) {
        const value = await resolver.resolve(reference);
        // The resolver has refused names that would lead elsewhere.
        this.#asked.add(join(path, reference.name));
        if (value !== undefined) return value;
      }
      return undefined;
    });
  }
}

/** The values that one device refers to, and whether they are still those that it has. */
export class DeviceReferences implements ReferenceResolver {
  readonly #find: ReferenceResolver["resolve"];
  /** What each reference led to, as a digest: a secret is not kept for this. */
  readonly #seen = new Map<string, { readonly reference: Reference; readonly digest: string }>();

  constructor(find: ReferenceResolver["resolve"]) {
    this.#find = find;
  }

  /** See {@link ReferenceResolver}. */
  async resolve(reference: Reference): Promise<Value> {
    const found = await attempt(() => this.#find(reference));
    this.#seen.set(JSON.stringify([reference.name, reference.item]), { reference, digest: digestOf(found) });
    if ("error" in found) throw found.error;
    return found.value;
  }

  /** Whether a reference leads to something else than it did when it was last resolved. */
  async haveChanged(): Promise<boolean> {
    for (const { reference, digest } of this.#seen.values()) {
      if (digestOf(await attempt(() => this.#find(reference))) !== digest) return true;
    }
    return false;
  }
}

type Found = { readonly value: Value } | { readonly error: unknown };

async function attempt(find: () => Value | Promise<Value>): Promise<Found> {
  try {
    return { value: await find() };
  } catch (error) {
    return { error };
  }
}

function digestOf(found: Found): string {
  if ("error" in found) return `error ${String(found.error)}`;
  if (found.value === undefined) return "nothing";
  return createHash("sha256").update(found.value).digest("base64");
}
