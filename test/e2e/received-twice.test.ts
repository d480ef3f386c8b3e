import type { IPublishPacket, Packet } from "mqtt-packet";
import { afterEach, expect, test } from "vitest";
import { fileStore, storeDirectory } from "../support/file-store.js";
import { startScriptedBroker, type ScriptedBroker, type ScriptedConnection } from "../support/scripted-broker.js";
import { makeClient, type TestOptions } from "../support/test-client.js";

let broker: ScriptedBroker;
afterEach(() => broker.close());

/**
 * A broker that plays one scene per connection: packets that it sends when the client has subscribed, each after the
 * answer to the last one. Then it hangs up.
 */
async function scenes(sessionPresent: boolean, ...packets: Packet[][]) {
  const answers: string[][] = [];
  let ended: () => void = () => undefined;
  const next = (connection: ScriptedConnection) => {
    const packet = packets[answers.length - 1]?.shift();
    if (packet) connection.send(packet);
    else ended();
  };
  broker = await startScriptedBroker((packet, connection) => {
    const { cmd, messageId = 0 } = packet;
    if (cmd === "connect") {
      answers.push([]);
      connection.send({ cmd: "connack", returnCode: 0, sessionPresent: sessionPresent && answers.length > 1 });
    } else if (cmd === "subscribe") {
      connection.send({ cmd: "suback", messageId, granted: [2] });
      next(connection);
    } else if (cmd !== "disconnect") {
      answers.at(-1)?.push(`${cmd} ${messageId}`);
      next(connection);
    }
  });
  return {
    answers,
    untilEnd: () => new Promise<void>((resolve) => (ended = resolve)),
  };
}

const publish = (messageId: number, dup = false): IPublishPacket => ({
  ...{ cmd: "publish", topic: "in", payload: `m${messageId}`, qos: 2, retain: false, dup, messageId },
});
const pubrel = (messageId: number): Packet => ({ cmd: "pubrel", messageId });

/** Runs a client through one scene, and gives what its handler got. */
async function receive(options: TestOptions, untilEnd: () => Promise<void>): Promise<string[]> {
  const received: string[] = [];
  const client = await makeClient(broker.url, options);
  const ended = untilEnd();
  await client.connect();
  await client.subscribe((payload) => received.push(payload.toString()), { filter: "in", qos: 2 });
  await ended;
  await client.disconnect();
  return received;
}

test("a message of QoS 2 that is sent again to the next process is handed over once, where the session is kept", async () => {
  const { answers, untilEnd } = await scenes(
    true,
    [publish(1), publish(2), pubrel(2)],
    // PUBREC of 1 and PUBCOMP of 2 have been lost.
    [publish(1, true), pubrel(2), pubrel(1)],
    [pubrel(1)],
  );
  const options = { client: fileStore(await storeDirectory()) };
  expect(await receive(options, untilEnd)).toEqual(["m2"]);
  expect(await receive(options, untilEnd)).toEqual(["m1"]);
  expect(await receive(options, untilEnd)).toEqual([]);
  expect(answers).toEqual([
    ["pubrec 1", "pubrec 2", "pubcomp 2"],
    ["pubrec 1", "pubcomp 2", "pubcomp 1"],
    ["pubcomp 1"],
  ]);
});

test("one that was received before may be released after a restart, without being sent again", async () => {
  const { untilEnd } = await scenes(true, [publish(7)], [pubrel(7)]);
  const options = { client: fileStore(await storeDirectory()) };
  expect(await receive(options, untilEnd)).toEqual([]);
  expect(await receive(options, untilEnd)).toEqual(["m7"]);
});

test("an identifier means another message where the broker has no session any more", async () => {
  const { untilEnd } = await scenes(false, [publish(1)], [{ ...publish(1), payload: "another" }, pubrel(1)]);
  const options = { client: fileStore(await storeDirectory()) };
  expect(await receive(options, untilEnd)).toEqual([]);
  expect(await receive(options, untilEnd)).toEqual(["another"]);
});
