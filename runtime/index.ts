/**
 * The SDK: types, defaults and validators generated from the schemas, templated topics, and an MQTT client for the
 * devices of Octopus. Importing it does not load mqtt.js; connecting does.
 */
export * from "../generated/index.js";
export * from "./entries/client.js";
