/** Raw mqtt.js as its users have it: `mqtt-js.mjs LOAD callbacks|awaited|burst`. */
import mqtt from "mqtt";
import { burst, load, run, topic } from "./driver.mjs";

const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${load.port}`, { reconnectPeriod: 0 });
const options = { qos: load.qos, retain: true };
const barrier = () => client.publishAsync("bench/end", "", { qos: 1 });
const send = (payload, done) => void client.publish(topic, payload, options, done);
if (process.argv[3] === "awaited") {
  await run({ publish: (payload) => client.publishAsync(topic, payload, options), barrier });
} else if (process.argv[3] === "callbacks") await run({ send, barrier });
else await burst({ send, barrier });
