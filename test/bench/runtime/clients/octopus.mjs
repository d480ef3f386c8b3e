/** The SDK: `octopus.mjs LOAD callbacks|awaited|burst`, all guarantees of its session on. */
import { StatusPublisher } from "octopus-mqtt";
import { burst, load, run, topic } from "./driver.mjs";
import { manifest } from "./manifest.mjs";

const publisher = await StatusPublisher.create(manifest(load, { topic }), { maxInFlight: load.inFlight });
await publisher.connect();
const publish = (payload) => publisher.publish(payload);
const barrier = () => publisher.publish("", { qos: 1, retained: false });
const send = (payload, done) => void publisher.publish(payload).then(done);
if (process.argv[3] === "awaited") await run({ publish, barrier });
else if (process.argv[3] === "callbacks") await run({ send, barrier });
else await burst({ send, barrier });
