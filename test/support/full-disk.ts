/**
 * A process that publishes to a broker of its own until its disk takes no more, then goes on as messages are
 * acknowledged, and prints what happened: `full-disk.ts DIRECTORY`. Its disk is full because of `ulimit -f`, or really.
 */
import { createClient } from "../../runtime/index.js";
import { startScriptedBroker } from "./scripted-broker.js";

const unanswered: (() => void)[] = [];
let answering = false;
const broker = await startScriptedBroker((packet, { send }) => {
  const { messageId = 0 } = packet;
  const answer = () => {
    if (packet.cmd === "publish") send({ cmd: "pubrec", messageId });
    if (packet.cmd === "pubrel") send({ cmd: "pubcomp", messageId });
  };
  if (packet.cmd === "connect") send({ cmd: "connack", returnCode: 0, sessionPresent: false });
  else if (answering) answer();
  else unanswered.push(answer);
});
const store = { type: "File", directoryPrefix: process.argv[2] };
const client = await createClient(
  { client: { server: broker.url, cleanSession: false, store }, message: { topic: "t", qos: 2 } },
  { link: { namespace: "default", name: "case1", uid: "835aea2e-5f80-4d14-88f5-40c4bda41aa3" } },
);
await client.connect();

const payload = "x".repeat(10_000);
const results: string[] = [];
while (results.at(-1) === "stored" || results.length === 0) results.push(await store1());
const state = client.state;
answering = true;
for (const answer of unanswered.splice(0)) answer();
const small = await client.publish("small", { qos: 0 }).then(() => "sent", String);
// Room comes with the acknowledgements.
let again = await store1();
for (let attempt = 0; again !== "stored" && attempt < 1_000; attempt++) again = await store1();
await client.disconnect();
await broker.close();
const code = /^MqttRuntimeError: ([a-z-]+)/.exec(results.at(-1) ?? "")?.[1];
console.info(JSON.stringify({ stored: results.length - 1, code, message: results.at(-1), small, state, again }));

function store1(): Promise<string> {
  return client.publish(payload, { until: "stored" }).then(() => "stored", String);
}
