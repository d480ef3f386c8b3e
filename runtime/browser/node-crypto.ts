import { Buffer } from "node:buffer";
import { sha1 } from "@noble/hashes/legacy.js";

/** A hash of Node's `node:crypto`: as much of it as derived UIDs need, which cannot wait for the browser's own. */
interface Hash {
  update(data: string | Uint8Array): Hash;
  digest(): Buffer;
}

/** SHA-1, whatever is asked for: the SDK asks for no other in a browser. */
export function createHash(): Hash {
  const state = sha1.create();
  const hash: Hash = {
    update: (data) => {
      state.update(typeof data === "string" ? Buffer.from(data, "utf8") : data);
      return hash;
    },
    digest: () => Buffer.from(state.digest()),
  };
  return hash;
}
