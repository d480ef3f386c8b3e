import type { IConnectPacket, IPublishPacket, Packet } from "mqtt-packet";
import { startScriptedBroker, type ScriptedBroker, type ScriptedConnection } from "./scripted-broker.js";

/** What a scripted broker got over one connection, in order. */
export interface SeenConnection extends ScriptedConnection {
  readonly connect: IConnectPacket;
  /** `publish 1 a DUP`, `pubrel 1` ... */
  readonly packets: string[];
}

/** A scripted broker that throws off a client that connects again, as MQTT 3.1.1 wants it (section 3.1.4). */
export interface TakingOverBroker extends ScriptedBroker {
  readonly connections: readonly SeenConnection[];
  /** Resolves when so many packets have come over a connection, CONNECT not counted. */
  until(connection: number, packets: number): Promise<void>;
}

/** How it differs from a broker that accepts everyone and acknowledges nothing. */
export interface TakingOverSettings {
  /** Answers CONNECT number `index`. Default: accepts, and has a session from the second one on. */
  readonly onConnect?: (connection: SeenConnection, index: number) => void;
  readonly onPacket?: (packet: Packet, connection: SeenConnection, index: number) => void;
  /** Whether the old connection stays, for a while. */
  readonly isTardy?: boolean;
}

/** Starts one. */
export async function startTakingOverBroker(settings: TakingOverSettings = {}): Promise<TakingOverBroker> {
  const { onConnect = accept, onPacket, isTardy = false } = settings;
  const connections: SeenConnection[] = [];
  let wake: (() => void)[] = [];
  const broker = await startScriptedBroker((packet, { socket, send }) => {
    if (packet.cmd === "connect") {
      const same = connections.filter(({ connect }) => connect.clientId === packet.clientId);
      if (!isTardy) for (const old of same) old.socket.destroy();
      const connection = { socket, send, connect: packet, packets: [] };
      connections.push(connection);
      onConnect(connection, connections.length - 1);
    } else {
      const index = connections.findIndex((known) => known.socket === socket);
      const connection = connections[index];
      connection?.packets.push(shown(packet));
      if (connection) onPacket?.(packet, connection, index);
      if (packet.cmd === "disconnect") socket.end();
    }
    const woken = wake;
    wake = [];
    for (const resume of woken) resume();
  });
  return {
    ...broker,
    connections,
    until: async (connection, packets) => {
      while ((connections[connection]?.packets.length ?? -1) < packets)
        await new Promise<void>((resolve) => wake.push(resolve));
    },
  };
}

/** CONNACK, with a session from the second connection on. */
export function accept({ send, connect }: SeenConnection, index: number): void {
  send({ cmd: "connack", returnCode: 0, sessionPresent: index > 0 && connect.clean === false });
}

/** Acknowledges what is published. */
export function acknowledge(packet: Packet, { send }: ScriptedConnection): void {
  const { messageId = 0 } = packet;
  if (packet.cmd === "publish" && packet.qos > 0) send({ cmd: packet.qos === 2 ? "pubrec" : "puback", messageId });
  if (packet.cmd === "pubrel") send({ cmd: "pubcomp", messageId });
  if (packet.cmd === "subscribe") send({ cmd: "suback", messageId, granted: packet.subscriptions.map(() => 1) });
}

/** Acknowledges what is published over one of the connections from number `first` on. */
export function acknowledgeFrom(first: number): NonNullable<TakingOverSettings["onPacket"]> {
  return (packet, to, index) => {
    if (index >= first) acknowledge(packet, to);
  };
}

function shown(packet: Packet): string {
  const isPublish = (given: Packet): given is IPublishPacket => given.cmd === "publish";
  const content = isPublish(packet) ? ` ${String(packet.payload)}${packet.dup ? " DUP" : ""}` : "";
  return `${packet.cmd}${packet.messageId === undefined ? "" : ` ${packet.messageId}`}${content}`;
}
