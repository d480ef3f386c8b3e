import { createHash } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";

/** What a context is made of, as PEM text. */
export interface ContextMaterial {
  readonly ca?: readonly string[];
  readonly cert?: string;
  readonly key?: string;
}

/** By a digest of the material, as long as anyone has the context. */
const contexts = new Map<string, WeakRef<SecureContext>>();
const collected = new FinalizationRegistry<string>((digest) => {
  // Another one may have been made meanwhile.
  if (contexts.get(digest)?.deref() === undefined) contexts.delete(digest);
});

/**
 * The TLS context of some material: the same one for all clients with equal material, since each costs milliseconds and
 * has a copy of all certificate authorities. Throws OpenSSL's error for material that cannot be used.
 */
export function sharedContext({ ca, cert, key }: ContextMaterial): SecureContext {
  const digest = createHash("sha256")
    .update(JSON.stringify([ca, cert, key]))
    .digest("base64");
  const known = contexts.get(digest)?.deref();
  if (known !== undefined) return known;
  const context = createSecureContext({
    ...(ca && { ca: [...ca] }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  });
  contexts.set(digest, new WeakRef(context));
  collected.register(context, digest);
  return context;
}
