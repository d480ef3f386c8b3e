/** Very many connections of one process: `devices.mjs LOAD octopus|mqtt.js`; reports what each costs. */
import { performance } from "node:perf_hooks";
import { load, report } from "./driver.mjs";
import { manifest } from "./manifest.mjs";

const DEVICES = 1_000;
/** How many connect at a time. */
const AT_ONCE = 100;

/** What makes a device, which then connects and gives what publishes; made of what has to be loaded for it. */
async function maker() {
  if (process.argv[3] === "octopus") {
    const { StatusPublisher } = await import("octopus-mqtt");
    return async (index) => {
      const uid = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
      const publisher = await StatusPublisher.create(manifest(load, { topic: "devices/:uid", uid }));
      return async () => {
        await publisher.connect();
        return () => publisher.publish("on");
      };
    };
  }
  const { default: mqtt } = await import("mqtt");
  return (index) => async () => {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${load.port}`, { clientId: `device-${index}` });
    return () => client.publishAsync(`devices/${index}`, "on", { qos: 1, retain: true });
  };
}

/** Memory that is in use once the collector has run. */
function memory() {
  for (let times = 0; times < 4; times++) globalThis.gc();
  return process.memoryUsage();
}

const make = await maker();
// The first one has to load and compile.
const publishers = [await (await make(0))()];
await publishers[0]();
const before = memory();
const start = performance.now();
// All are made before one connects, as `octopus-mqtt run` does it; mqtt.js makes a client by connecting it.
const devices = [];
for (let index = 1; index <= DEVICES; index++) devices.push(await make(index));
let next = 0;
const connectNext = async () => {
  while (next < DEVICES) publishers.push(await devices[next++]());
};
await Promise.all(Array.from({ length: AT_ONCE }, connectNext));
const connectMilliseconds = performance.now() - start;
await Promise.all(publishers.map((publish) => publish()));
const after = memory();
const perDevice = (field) => (after[field] - before[field]) / DEVICES / 1024;
report({
  connectMilliseconds,
  rss: perDevice("rss"),
  heap: perDevice("heapUsed"),
  buffers: perDevice("external"),
});
