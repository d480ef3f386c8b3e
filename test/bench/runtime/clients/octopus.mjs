/** The SDK: `octopus.mjs LOAD callbacks|awaited`, all guarantees of its session on. */
import { StatusPublisher } from "octopus-mqtt";
import { load, run, topic } from "./driver.mjs";
import { manifest } from "./manifest.mjs";

const publisher = await StatusPublisher.create(manifest(load, { topic }), { maxInFlight: load.inFlight });
await publisher.connect();
const publish = (payload) => publisher.publish(payload);
const barrier = () => publisher.publish("", { qos: 1, retained: false });
if (process.argv[3] === "awaited") await run({ publish, barrier });
else await run({ send: (payload, done) => void publisher.publish(payload).then(done), barrier });
