import type { ResolvedMQTTClientOptions } from "../../generated/index.js";
import type { ServerAddress } from "../transport/server-uri.js";

/** Throws `unsupported-option` for what cannot be done where this runs. In Node everything can. */
export const requirePlatform: (options: ResolvedMQTTClientOptions, server: ServerAddress) => void = () => undefined;
