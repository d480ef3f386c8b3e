import type { ResolvedMQTTClientOptions } from "../../generated/index.js";
import { MqttRuntimeError } from "../errors.js";
import type { ServerAddress } from "../transport/server-uri.js";

/**
 * Throws `unsupported-option` for the first option that a browser cannot honour: addresses other than ws and wss, TLS
 * settings and HTTP headers, which are the browser's own business there, and the store `File`. None is left out in silence:
 * a client that asks for a certificate of its own would connect without it.
 */
export function requirePlatform(options: ResolvedMQTTClientOptions, server: ServerAddress): void {
  const { tlsConfig, httpHeaders, store } = options;
  if (server.kind !== "ws" && server.kind !== "wss") {
    throw unsupported("/client/server", `an address for ${server.kind}`, {
      expected: "ws:// or wss://",
      remedy: "Connect to the WebSocket listener of the broker.",
    });
  }
  for (const [name, value] of Object.entries(tlsConfig ?? {})) {
    if (value == null || value === false || value === "") continue;
    throw unsupported(`/client/tlsConfig/${name}`, `\`${name}\``, {
      remedy: "Leave it out: the browser chooses whom it trusts and which certificate it shows.",
    });
  }
  const [header] = Object.keys(httpHeaders ?? {});
  if (header !== undefined) {
    throw unsupported("/client/httpHeaders", `the header ${JSON.stringify(header.slice(0, 60))}`, {
      remedy: "Leave headers out; a broker can take a token from the query of the address, or from basicAuth.",
    });
  }
  if (store.type === "File") {
    throw unsupported("/client/store/type", "the store `File`", {
      expected: "the store `Memory`",
      remedy: "Leave `store` out, or run the client in Node.",
    });
  }
}

function unsupported(pointer: string, found: string, help: { expected?: string; remedy: string }): MqttRuntimeError {
  return new MqttRuntimeError("unsupported-option", "A browser cannot do this", { pointer, found, ...help });
}
