/** `octopus-mqtt` as the checks of manifests use it: without the client, which no page needs. */
export * from "../../../../generated/index.js";
export { MqttRuntimeError } from "../../../errors.js";
export { clientId } from "../../../options/client-id.js";
export { readManifest, type DeviceManifest } from "../../../options/device-link.js";
export { checkTopicFilter, checkTopicName, compileTopic, type TopicIssue } from "../../../topic/index.js";
