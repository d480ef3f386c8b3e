import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A TCP proxy in front of a broker that cuts connections in the middle of what passes through. */
export interface CuttingProxy {
  readonly url: string;
  /** How many connections it has cut. */
  readonly cuts: number;
  close(): Promise<void>;
}

/**
 * Starts a proxy to `target` (`tcp://host:port`) that lets `bytes` from the client through on each connection, the
 * first `times` connections, and then cuts it without a word to either side. Later connections pass unharmed.
 */
export async function startCuttingProxy(target: string, bytes: number, times: number): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let cuts = 0;
  const server = createServer((client) => {
    const broker = connect(Number(port), hostname);
    let left = cuts < times ? bytes : Infinity;
    for (const socket of [client, broker]) {
      sockets.add(socket);
      // Cut connections end in errors at both sides; that is the point.
      socket.on("error", () => undefined);
      socket.on("close", () => {
        client.destroy();
        broker.destroy();
      });
    }
    client.on("data", (chunk) => {
      const passed = chunk.subarray(0, left);
      left -= passed.length;
      broker.write(passed);
      if (left > 0) return;
      cuts += 1;
      client.destroy();
    });
    broker.pipe(client);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get cuts() {
      return cuts;
    },
    close: async () => {
      const closed = once(server.close(), "close");
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}
