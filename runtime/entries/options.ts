/**
 * Types, defaults, validators and Standard Schemas of the MQTT options, without the device kinds and DeviceLink, whose
 * validators are four fifths of all.
 */
export type * from "../../generated/types/device-link-reference-relationship.js";
export type * from "../../generated/types/duration.js";
export type * from "../../generated/types/mqtt-client-basic-auth.js";
export type * from "../../generated/types/mqtt-client-options.js";
export type * from "../../generated/types/mqtt-client-store.js";
export type * from "../../generated/types/mqtt-client-tls.js";
export type * from "../../generated/types/mqtt-message-options.js";
export type * from "../../generated/types/mqtt-message-qos-level.js";
export type * from "../../generated/types/mqtt-message-topic-operator.js";
export type * from "../../generated/types/mqtt-options.js";
export type * from "../../generated/types/mqtt-will-message.js";
export * from "../../generated/defaults/device-link-reference-relationship.js";
export * from "../../generated/defaults/mqtt-client-basic-auth.js";
export * from "../../generated/defaults/mqtt-client-options.js";
export * from "../../generated/defaults/mqtt-client-store.js";
export * from "../../generated/defaults/mqtt-client-tls.js";
export * from "../../generated/defaults/mqtt-message-options.js";
export * from "../../generated/defaults/mqtt-message-topic-operator.js";
export * from "../../generated/defaults/mqtt-options.js";
export * from "../../generated/defaults/mqtt-will-message.js";
export * from "../../generated/validators/device-link-reference-relationship.js";
export * from "../../generated/validators/duration.js";
export * from "../../generated/validators/mqtt-client-basic-auth.js";
export * from "../../generated/validators/mqtt-client-options.js";
export * from "../../generated/validators/mqtt-client-store.js";
export * from "../../generated/validators/mqtt-client-tls.js";
export * from "../../generated/validators/mqtt-message-options.js";
export * from "../../generated/validators/mqtt-message-qos-level.js";
export * from "../../generated/validators/mqtt-message-topic-operator.js";
export * from "../../generated/validators/mqtt-options.js";
export * from "../../generated/validators/mqtt-will-message.js";
export * from "../../generated/support/index.js";
