/** async-mqtt, which brings an mqtt.js 4 of its own. */
import asyncMqtt from "async-mqtt";
import { load, run, topic } from "./driver.mjs";

const client = await asyncMqtt.connectAsync(`mqtt://127.0.0.1:${load.port}`, { reconnectPeriod: 0 });
const options = { qos: load.qos, retain: true };
await run({
  publish: (payload) => client.publish(topic, payload, options),
  barrier: () => client.publish("bench/end", "", { qos: 1 }),
});
