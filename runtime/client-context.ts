import type { ReferenceResolver } from "./options/references.js";
import type { Logger } from "./session/client-events.js";
import type { OnlineMarkerSettings } from "./session/online-marker.js";
import type { Qos } from "./session/subscriptions.js";
import type { TopicLink, TopicOverrides } from "./topic/index.js";

/** What a client needs beside its options. */
export interface ClientContext {
  /** The DeviceLink that it speaks for: contents of topic keywords, and the UID for the client id. */
  readonly link: TopicLink;
  /** Finds the values of `usernameRef`, `caFilePEMRef` ...; needed only where options have such references. */
  readonly references?: ReferenceResolver | undefined;
  /** Where warnings, state changes and errors of handlers are written. Default: nowhere. Never sees a secret. */
  readonly logger?: Logger | undefined;
  /**
   * How many messages of QoS 1 and 2 may be without the broker's acknowledgement; further ones wait. Default: 20, what
   * Mosquitto takes without dropping any of QoS 2; raise it for brokers that take more. 1 to 65,000.
   */
  readonly maxInFlight?: number | undefined;
  /**
   * The first pause before reconnecting in milliseconds, from which the pauses double up to `maxReconnectInterval`.
   * Default: 1,000. 1 to 2,147,483,647.
   */
  readonly reconnectDelay?: number | undefined;
  /**
   * By which part a pause is shortened at most, at random, so that the clients of a broker that restarts do not all come
   * back at once. Default: 0. 0 to 1.
   */
  readonly reconnectJitter?: number | undefined;
  /**
   * Whether the topic of the will says, retained and with the QoS of the will, what the client is doing: `online` after
   * every connect, and on a clean stop what the will says, or other payloads of your choice. Needs a will in the options,
   * and the permission to publish there. Default: false; then a retained will stays when the client is back.
   */
  readonly onlineMarker?: boolean | OnlineMarkerSettings | undefined;
}

/** What may differ from the options in one `publish`. */
export interface PublishOverrides {
  /** Default: `message.qos`. */
  readonly qos?: Qos | undefined;
  /** Default: `message.retained`. */
  readonly retained?: boolean | undefined;
  /** Contents of topic keywords for this message: `{ path: "living-room" }`. */
  readonly render?: TopicOverrides | undefined;
  /**
   * When the promise resolves. `acknowledged` (default): when the broker has the message. `stored`: when it is on the
   * disk; it is then delivered whatever happens to this process, by the next one of the same DeviceLink if need be. That
   * takes the store `File` and QoS 1 or 2.
   */
  readonly until?: "stored" | "acknowledged" | undefined;
}

/** What may differ from the options in one `subscribe`. */
export interface SubscribeOverrides {
  /** Default: `message.qos`. */
  readonly qos?: Qos | undefined;
  /** Contents of topic keywords for this subscription. */
  readonly render?: TopicOverrides | undefined;
  /** A topic filter instead of the rendered topic; may have wildcards and `$share/GROUP/`. */
  readonly filter?: string | undefined;
}

/** A subscription that the broker has granted; ended with `client.unsubscribe`. */
export interface Subscription {
  /** The topic filter that the broker knows. */
  readonly filter: string;
  /** The highest QoS with which the broker delivers. */
  readonly qos: Qos;
}
