import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Packet } from "mqtt-packet";
import { startEmbeddedBroker, type EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import type { MessageInfo } from "../../runtime/index.js";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import { observe, type Observer } from "../support/observer.js";
import { connack, startScriptedBroker } from "../support/scripted-broker.js";
import { connectClient, failureOf, nextEvent } from "../support/test-client.js";

let broker: EmbeddedBroker;
let sender: Observer;

describe.skipIf(brokerMissing)(`subscribing on ${brokerName}`, () => {
  beforeAll(async () => {
    broker = await startBroker({ tcp: true });
    sender = await observe(broker.url("tcp"), "nothing/#");
  });
  afterAll(async () => {
    await sender.end();
    await broker.close();
  });

  test("the topic of the options is rendered for reading", async () => {
    const operator = { read: "get", write: "set" };
    const client = await connectClient(broker.url("tcp"), { message: { topic: "r/:operator/:path/x", operator } });
    const received = new Promise<[string, MessageInfo]>((resolve) => {
      void client
        .subscribe(
          (payload, info) => {
            resolve([payload.toString(), info]);
          },
          { render: { path: "p" }, qos: 2 },
        )
        .then(() => sender.publish("r/get/p/x", "21.5", { qos: 2 }));
    });
    expect(await received).toEqual(["21.5", { topic: "r/get/p/x", qos: 2, retain: false, dup: false }]);
  });

  test("each handler gets what its filter means", async () => {
    const client = await connectClient(broker.url("tcp"));
    const seen: string[] = [];
    const last = new Promise<void>((resolve) => {
      client.on("error", () => {
        resolve();
      });
    });
    const filters = ["m/+/x", "m/#", "m/a/x", "$share/group/m/b/+", "+/stop"];
    for (const filter of filters) {
      await client.subscribe(
        (_payload, { topic }) => {
          if (topic === "m/stop" && filter === "+/stop") throw new Error("the end");
          if (!seen.includes(`${filter} ${topic}`)) seen.push(`${filter} ${topic}`);
        },
        { filter },
      );
    }
    for (const topic of ["m/a/x", "m/b/y", "m", "m/stop"]) await sender.publish(topic, "!");
    await last;
    expect(seen.sort()).toEqual(
      [
        "m/+/x m/a/x",
        "m/# m",
        "m/# m/a/x",
        "m/# m/b/y",
        "m/# m/stop",
        "m/a/x m/a/x",
        "$share/group/m/b/+ m/b/y",
      ].sort(),
    );
  });

  test("a handler that fails is reported, by event and in the log, and stops nothing", async () => {
    const error = vi.fn();
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error };
    const client = await connectClient(broker.url("tcp"), { context: { logger } });
    const failures: string[] = [];
    client.on("error", ({ message }) => failures.push(message));
    const handled = new Promise<void>((resolve) => {
      void client
        .subscribe(
          (payload) => {
            if (payload.toString() === "throw") throw new Error("thrown");
            if (payload.toString() === "fine") resolve();
            return payload.toString() === "reject" && Promise.reject(new Error("rejected"));
          },
          { filter: "fails" },
        )
        .then(async () => {
          for (const payload of ["throw", "reject", "fine"]) await sender.publish("fails", payload);
        });
    });
    await handled;
    expect(failures).toEqual(["thrown", "rejected"]);
    expect(error).toHaveBeenCalledTimes(2);
  });

  test.each([true, false])("order: %s", async (order) => {
    const client = await connectClient(broker.url("tcp"), { client: { order } });
    const log: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const done = new Promise<void>((resolve) => {
      void client
        .subscribe(
          async (payload) => {
            const name = payload.toString();
            log.push(`${name} begins`);
            if (name === "slow") await held;
            log.push(`${name} ends`);
            if (log.length === 4) resolve();
          },
          { filter: "order" },
        )
        .then(async () => {
          await sender.publish("order", "slow");
          const second = new Promise((arrived) => client.mqtt?.once("message", arrived));
          await sender.publish("order", "fast");
          await second;
          setImmediate(release);
        });
    });
    await done;
    const serial = ["slow begins", "slow ends", "fast begins", "fast ends"];
    const parallel = ["slow begins", "fast begins", "fast ends", "slow ends"];
    expect(log).toEqual(order ? serial : parallel);
  });

  test("unsubscribe ends it, at the broker when it was the last one", async () => {
    const client = await connectClient(broker.url("tcp"));
    const seen: string[] = [];
    const first = await client.subscribe(() => seen.push("first"), { filter: "u" });
    const second = await client.subscribe(() => seen.push("second"), { filter: "u" });
    const sent: Packet[] = [];
    client.mqtt?.on("packetsend", (packet) => sent.push(packet));
    await client.unsubscribe(first);
    await client.unsubscribe(first);
    expect(sent).toEqual([]);
    const arrived = new Promise((resolve) => client.mqtt?.once("message", resolve));
    await sender.publish("u", "!");
    await arrived;
    await client.unsubscribe(second);
    expect(sent.filter(({ cmd }) => cmd === "unsubscribe")).toMatchObject([{ unsubscriptions: ["u"] }]);
    expect(seen).toEqual(["second"]);
  });

  test("a filter that MQTT does not allow", async () => {
    const client = await connectClient(broker.url("tcp"));
    for (const filter of ["", "a/#/b", "a+", "x".repeat(65_536)]) {
      expect(await failureOf(client.subscribe(() => undefined, { filter }))).toMatchObject({ code: "invalid-topic" });
    }
  });
});

describe("a broker that refuses subscriptions", () => {
  test("is reported with what it refused", async () => {
    const strict = await startEmbeddedBroker({ tcp: true, refusedFilters: "secret" });
    const client = await connectClient(strict.url("tcp"));
    const error = await failureOf(client.subscribe(() => undefined, { filter: "secret/#" }));
    expect(error).toMatchObject({ code: "subscription-refused" });
    expect(error.message).toContain("The broker refused to subscribe to secret/#");
    expect(await client.subscribe(() => undefined, { filter: "open" })).toEqual({ filter: "open", qos: 1 });
    await client.disconnect();
    await strict.close();
  });

  test("is reported when it does so after a reconnect only", async () => {
    let attempts = 0;
    const scripted = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd === "connect") {
        attempts += 1;
        send(connack(0));
      } else if (packet.cmd === "subscribe") {
        send({ cmd: "suback", messageId: packet.messageId ?? 0, granted: attempts === 1 ? [0] : [0, 0x80] });
        if (attempts === 1 && packet.subscriptions[0]?.topic === "second") socket.destroySoon();
      }
    });
    const client = await connectClient(scripted.url);
    await client.subscribe(() => undefined, { filter: "first" });
    await client.subscribe(() => undefined, { filter: "second" });
    const error = (await nextEvent(client, "error")) as Error;
    expect(error.message).toContain("subscription-refused: The broker refused to subscribe to second");
    await client.disconnect();
    await scripted.close();
  });
});
