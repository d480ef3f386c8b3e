import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import { startCuttingProxy } from "../support/cutting-proxy.js";
import { observe } from "../support/observer.js";
import { connectClient } from "../support/test-client.js";

const MESSAGES = 1_000;
const CUTS = 4;

let broker: EmbeddedBroker;

describe.skipIf(brokerMissing)(`links to ${brokerName} that are cut inside packets`, () => {
  beforeAll(async () => {
    broker = await startBroker({ tcp: true });
  });
  afterAll(() => broker.close());

  test.each([
    { qos: 1, cleanSession: true },
    { qos: 1, cleanSession: false },
    { qos: 2, cleanSession: false },
  ] as const)(
    "lose nothing and keep the order: QoS $qos, cleanSession $cleanSession",
    async ({ qos, cleanSession }) => {
      const proxy = await startCuttingProxy(broker.url("tcp"), 5_003, CUTS);
      const observer = await observe(broker.url("tcp"), "test/#");
      const client = await connectClient(proxy.url, {
        client: { cleanSession, messageChannelDepth: 10, maxReconnectInterval: "1s", disconnectQuiesce: "5s" },
        message: { qos, retained: false },
      });
      const settled = await Promise.allSettled(Array.from({ length: MESSAGES }, (_, index) => client.publish(index)));
      expect(settled.filter(({ status }) => status === "rejected")).toEqual([]);
      expect(proxy.cuts).toBe(CUTS);

      const last = client.publish("last");
      const seen: string[] = [];
      while (seen.at(-1) !== "last") seen.push((await observer.next()).payload.toString());
      await last;
      const sent = [...Array.from({ length: MESSAGES }, (_, index) => String(index)), "last"];
      // QoS 1 may deliver twice what was in flight. QoS 2 may not where the session is kept, but aedes, the embedded
      // broker, takes a message that is sent again for a new one after a reconnect.
      const exactlyOnce = qos === 2 && brokerName === "Mosquitto";
      expect(exactlyOnce ? seen : [...new Set(seen)]).toEqual(sent);
      await client.disconnect();
      await observer.end();
      await proxy.close();
    },
  );
});
