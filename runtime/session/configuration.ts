import type { ResolvedMQTTMessageOptions } from "../../generated/index.js";
// Not the index: the entry `client` would load the validators of every device kind.
import { parseMQTTOptions, warnMQTTOptions } from "../../generated/validators/mqtt-options.js";
import type { ReferenceResolver } from "../options/references.js";
import { resolveWill, type Will } from "../options/will.js";
import { compileTopic, type TopicLink, type TopicTemplate } from "../topic/index.js";
import type { Logger } from "./client-events.js";
import { clientSettings, type ClientSettings, type GivenTuning } from "./client-settings.js";
import { OnlineMarker, type OnlineMarkerSettings } from "./online-marker.js";

/** What options are worked out against. */
export interface ConfigurationContext extends GivenTuning {
  readonly link: TopicLink;
  readonly references?: ReferenceResolver | undefined;
  /** Told of warnings. */
  readonly logger?: Logger | undefined;
  readonly onlineMarker?: boolean | OnlineMarkerSettings | undefined;
}

/** All that a client makes of its options, checked and complete. */
export interface Configuration {
  readonly uid: string;
  readonly settings: ClientSettings;
  readonly message: ResolvedMQTTMessageOptions;
  readonly topics: TopicTemplate;
  readonly will: Will | undefined;
  readonly marker: OnlineMarker | undefined;
}

/**
 * Works options out: checks them, fills in defaults, resolves references and loads certificates. Throws what
 * `createClient` says.
 */
export async function configure(options: unknown, context: ConfigurationContext): Promise<Configuration> {
  const { client, message } = parseMQTTOptions(options);
  const { link, references, logger, onlineMarker } = context;
  for (const warning of warnMQTTOptions(options)) logger?.warn(warning.message, warning);
  const settings = await clientSettings(client, references, context);
  const topics = compileTopic(message.topic, { link, path: message.path, operator: message.operator });
  const will = resolveWill(message, link);
  const marker = onlineMarker ? new OnlineMarker(onlineMarker, will) : undefined;
  return { uid: link.uid, settings, message, topics, will, marker };
}
