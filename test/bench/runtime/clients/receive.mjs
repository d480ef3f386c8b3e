/** Receiving from a source that sends as fast as it can: `receive.mjs LOAD octopus|mqtt.js`. */
import { performance } from "node:perf_hooks";
import { load, report } from "./driver.mjs";
import { manifest } from "./manifest.mjs";

const expected = load.warmUp + load.messages;
let [received, start, processor] = [0, 0, undefined];
let end;
const all = new Promise((resolve) => (end = resolve));
const onMessage = () => {
  received += 1;
  if (received === load.warmUp) [start, processor] = [performance.now(), process.cpuUsage()];
  if (received === expected) end();
};
if (process.argv[3] === "octopus") {
  const { StatusPublisher } = await import("octopus-mqtt");
  const publisher = await StatusPublisher.create(manifest(load, { topic: "bench/:name" }));
  await publisher.connect();
  await publisher.client.subscribe(onMessage, { filter: `flood/${expected}`, qos: load.qos });
} else {
  const { default: mqtt } = await import("mqtt");
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${load.port}`);
  client.on("message", onMessage);
  await client.subscribeAsync(`flood/${expected}`, { qos: load.qos });
}
await all;
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(processor);
report({ rate: load.messages / seconds, microseconds: (user + system) / load.messages });
