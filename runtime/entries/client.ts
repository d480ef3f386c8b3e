/**
 * The client and the status publisher with the MQTT options, topics and durations: everything but the device kinds, whose
 * validators are a quarter of what loading the whole SDK takes.
 */
export { createClient, type Client } from "../client.js";
export type { ClientContext, PublishOverrides, SubscribeOverrides, Subscription } from "../client-context.js";
export { MqttRuntimeError, RUNTIME_ERROR_CODES, type RuntimeErrorCode, type RuntimeErrorDetails } from "../errors.js";
export { clientId } from "../options/client-id.js";
export { readManifest, type DeviceManifest, type ManifestLink } from "../options/device-link.js";
export { directoryResolver } from "../options/directory-resolver.js";
export { durationToMilliseconds, formatDuration } from "../options/duration.js";
export { OPTION_SUPPORT, type OptionSupport, type SupportLevel } from "../options/option-support.js";
export { mapResolver, type ReferenceResolver, type ReferenceValue } from "../options/references.js";
export type { ClientEvents, ClientState, Logger } from "../session/client-events.js";
export type { OnlineMarkerSettings } from "../session/online-marker.js";
export type { ClientStatistics } from "../session/statistics.js";
export type { StoreUsage } from "../session/store/session-store.js";
export type { MessageHandler, MessageInfo, Qos } from "../session/subscriptions.js";
export { StatusPublisher, type StatusPublisherContext } from "../status-publisher.js";
export * from "../topic/index.js";
export { parseServer, type ServerAddress } from "../transport/server-uri.js";
export * from "./options.js";
