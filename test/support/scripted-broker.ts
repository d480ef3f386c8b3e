import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { generate, parser, type Packet } from "mqtt-packet";

/** One connection to a scripted broker. */
export interface ScriptedConnection {
  readonly socket: Socket;
  readonly send: (packet: Packet) => void;
}

/** A broker that does what a test tells it to, to play the ones that real brokers cannot. */
export interface ScriptedBroker {
  readonly url: string;
  /** Everything received, over all connections, in order. */
  readonly packets: readonly Packet[];
  close(): Promise<void>;
}

/** Starts a listener that hands every packet to `answer`. `isKept` false keeps no record of them, for very many. */
export async function startScriptedBroker(
  answer: (packet: Packet, connection: ScriptedConnection) => void,
  isKept = true,
): Promise<ScriptedBroker> {
  const packets: Packet[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // Acknowledgements are small: held back to be sent together, they would take 40 ms each.
    socket.setNoDelay(true);
    socket.once("close", () => sockets.delete(socket));
    const incoming = parser();
    incoming.on("packet", (packet: Packet) => {
      if (isKept) packets.push(packet);
      answer(packet, {
        socket,
        send: (reply) => {
          socket.write(generate(reply));
        },
      });
    });
    socket.on("data", (bytes) => incoming.parse(bytes));
    // A client may reset the connection; that is part of the play.
    socket.on("error", () => undefined);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    packets,
    close: async () => {
      const closed = once(server.close(), "close");
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}

/** CONNACK with a return code; 0 accepts. */
export function connack(returnCode: number): Packet {
  return { cmd: "connack", returnCode, sessionPresent: false };
}
