import type { TlsMaterial } from "./tls.js";

/** TLS is the browser's own business; options that say anything about it were refused. */
export function resolveTls(): Promise<Pick<TlsMaterial, "rejectUnauthorized">> {
  return Promise.resolve({ rejectUnauthorized: true });
}
