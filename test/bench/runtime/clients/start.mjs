/** A process that says when the broker has its first message: `start.mjs LOAD octopus|mqtt.js|nothing`. */
import { load, report, topic } from "./driver.mjs";
import { manifest } from "./manifest.mjs";

const kind = process.argv[3];
if (kind === "octopus") {
  const { StatusPublisher } = await import("octopus-mqtt");
  const publisher = await StatusPublisher.create(manifest(load, { topic }));
  await publisher.connect();
  await publisher.publish("on");
} else if (kind === "mqtt.js") {
  const { default: mqtt } = await import("mqtt");
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${load.port}`);
  await client.publishAsync(topic, "on", { qos: 1, retain: true });
}
report({ rss: process.memoryUsage.rss() / 1024 / 1024 });
