import { sha1 } from "@noble/hashes/legacy.js";
import { Buffer } from "buffer";

/** `node:crypto`: the SHA-1 that UIDs are derived with. */
export function createHash(algorithm: string): Hash {
  if (algorithm !== "sha1") throw new Error(`there is no ${algorithm} here`);
  return new Hash();
}

class Hash {
  readonly #state = sha1.create();

  update(data: string | Uint8Array): this {
    this.#state.update(typeof data === "string" ? new TextEncoder().encode(data) : Uint8Array.from(data));
    return this;
  }

  digest(): Buffer {
    return Buffer.from(this.#state.digest());
  }
}
