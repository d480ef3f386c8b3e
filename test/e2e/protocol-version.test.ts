import type { IConnectPacket, Packet } from "mqtt-packet";
import { afterEach, describe, expect, test } from "vitest";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import {
  connack,
  startScriptedBroker,
  type ScriptedBroker,
  type ScriptedConnection,
} from "../support/scripted-broker.js";
import { clientIds, connectClient, failureOf, makeClient, nextEvent } from "../support/test-client.js";

const modern = { protocolId: "MQTT", protocolVersion: 4, clientId: clientIds[4] };
const old = { protocolId: "MQIsdp", protocolVersion: 3, clientId: clientIds[3] };

let broker: ScriptedBroker;
afterEach(() => broker.close());

/** A broker that answers each CONNECT as the script says. */
async function scripted(answer: (connect: IConnectPacket, connection: ScriptedConnection) => void): Promise<void> {
  broker = await startScriptedBroker((packet, connection) => {
    if (packet.cmd === "connect") answer(packet, connection);
  });
}

function connects(packets: readonly Packet[]): Packet[] {
  return packets.filter(({ cmd }) => cmd === "connect");
}

describe("the version of MQTT", () => {
  test.each([
    [4, modern],
    [3, old],
  ])("protocolVersion %i sends its own CONNECT and no other", async (protocolVersion, wanted) => {
    await scripted((_connect, { send }) => {
      send(connack(1));
    });
    const client = await makeClient(broker.url, { client: { protocolVersion } });
    expect(await failureOf(client.connect())).toMatchObject({ code: "connection-refused", returnCode: 1 });
    expect(connects(broker.packets)).toMatchObject([wanted]);
  });

  const answers: readonly (readonly [string, (connection: ScriptedConnection) => void])[] = [
    [
      "refuses the version",
      ({ send }) => {
        send(connack(1));
      },
    ],
    [
      "hangs up",
      ({ socket }) => {
        socket.end();
      },
    ],
    [
      "resets the connection",
      ({ socket }) => {
        socket.resetAndDestroy();
      },
    ],
  ];
  test.each(answers)("0 tries 3.1 once, with the short client id, when the broker %s", async (_how, answer) => {
    await scripted(({ protocolVersion }, connection) => {
      if (protocolVersion === 4) answer(connection);
      else connection.send(connack(0));
    });
    const client = await makeClient(broker.url);
    const connected = nextEvent(client, "connected");
    await client.connect();
    expect(await connected).toEqual({ sessionPresent: false, protocolVersion: 3 });
    expect(connects(broker.packets)).toMatchObject([modern, old]);
  });

  test.each([2, 3, 4, 5])("0 does not try 3.1 after return code %i", async (returnCode) => {
    await scripted((_connect, { send }) => {
      send(connack(returnCode));
    });
    const client = await makeClient(broker.url);
    expect(await failureOf(client.connect())).toMatchObject({ code: "connection-refused", returnCode });
    expect(connects(broker.packets)).toMatchObject([modern]);
  });

  test("0 gives up when 3.1 is refused, too", async () => {
    await scripted((_connect, { send }) => {
      send(connack(1));
    });
    const client = await makeClient(broker.url);
    const error = await failureOf(client.connect());
    expect(error.message).toContain("unacceptable protocol version (return code 1)");
    expect(connects(broker.packets)).toMatchObject([modern, old]);
  });

  test("0 keeps what succeeded first, when it reconnects, too", async () => {
    await scripted(({ protocolVersion }, { send, socket }) => {
      if (protocolVersion === 4) send(connack(1));
      else send(connack(0));
      if (protocolVersion === 3 && connects(broker.packets).length === 2) setImmediate(() => socket.destroy());
    });
    const client = await connectClient(broker.url);
    await nextEvent(client, "connected");
    expect(connects(broker.packets)).toMatchObject([modern, old, old]);
  });
});

describe("the parts of CONNECT", () => {
  test("come from the options", async () => {
    await scripted((_connect, { send }) => {
      send(connack(0));
    });
    await connectClient(broker.url, {
      client: { cleanSession: false, keepAlive: "1500ms", basicAuth: { username: "u", password: "pa:ss" } },
      message: { will: { content: "b2Zm" } },
    });
    expect(connects(broker.packets)).toMatchObject([
      {
        ...modern,
        clean: false,
        keepalive: 2,
        username: "u",
        password: Buffer.from("pa:ss"),
        will: { topic: "test/default/case1/$will", payload: Buffer.from("off"), qos: 1, retain: true },
      },
    ]);
  });
});

describe.skipIf(brokerMissing)(`MQTT 3.1 on ${brokerName}`, () => {
  test("is accepted, over TCP and WebSocket", async () => {
    const real = await startBroker({ tcp: true, ws: true });
    broker = { url: real.url("tcp"), packets: [], close: () => real.close() };
    for (const listener of ["tcp", "ws"] as const) {
      const client = await connectClient(real.url(listener), { client: { protocolVersion: 3 } });
      await client.publish("from the past");
      await client.disconnect();
    }
  });
});
