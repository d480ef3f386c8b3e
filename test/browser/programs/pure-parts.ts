import { durationToMilliseconds } from "octopus-mqtt/duration";
import { applyMQTTOptionsDefaults, parseMQTTOptions, validateMQTTOptions } from "octopus-mqtt/generated";
import { compileTopic } from "octopus-mqtt/topic";

/** What the parts of the SDK that need no connection answer, wherever they run. */
export function pureParts() {
  const options = { client: { server: "wss://broker.example/mqtt" }, message: { topic: "a/:namespace/:name" } };
  return {
    completed: applyMQTTOptionsDefaults(options),
    topic: compileTopic(options.message.topic, { link: { namespace: "b", name: "c", uid: "d" } }).forPublish(),
    keepAliveMs: durationToMilliseconds(parseMQTTOptions(options).client.keepAlive),
    refused: validateMQTTOptions({ client: { server: 5 } }),
  };
}
