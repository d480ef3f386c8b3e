import type { HttpHeaders } from "../options/http-headers.js";
import type { TlsMaterial } from "../options/tls.js";
import type { ServerAddress } from "./server-uri.js";

/** What a connection is made from. All of it was checked when the options were read, so opening cannot throw. */
export interface TransportSettings {
  readonly server: ServerAddress;
  /** Trust, client certificate and server name, for tls and wss; made once for all attempts. */
  readonly tls: TlsMaterial;
  /** Additional headers of the WebSocket handshake, for ws and wss. */
  readonly headers: HttpHeaders;
  /** Milliseconds without progress after which a stalled connection is destroyed; 0 is no limit. */
  readonly writeTimeoutMs: number;
}
