import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { parser, type Packet } from "mqtt-packet";
import { setTimeout as setTimeoutPromise } from "node:timers/promises";

/** What a {@link FaultyProxy} does to the connections that pass through it; all of it can change while it runs. */
export interface LinkFaults {
  /** Cut each connection when it has lived so many milliseconds, in the middle of what passes next. */
  cutAfterMs?: number;
  /** Cut each connection when so many bytes have passed from the client. */
  cutAfterBytes?: () => number;
  /** Milliseconds that everything takes, each way. */
  latencyMs?: number;
  /** How many bytes a second the broker's side reads. */
  bytesPerSecond?: number;
  /** Nothing passes, either way, as if the cable were out. */
  stalled?: boolean;
  /** Answer the next CONNECT with this return code instead of asking the broker. */
  refuseOnceWith?: number;
  /** Called when a direction holds as much as it may, and stops reading. */
  onFull?: () => void;
  /** Sees every whole packet that passes. */
  tap?: (packet: Packet, from: "client" | "broker") => void;
}

/** A TCP proxy in front of a broker, and what it did. */
export interface FaultyProxy {
  readonly url: string;
  readonly faults: LinkFaults;
  /** How many connections it has cut, and how many it has accepted. */
  readonly cuts: number;
  readonly connections: number;
  /** Cuts all connections now. */
  cut(): void;
  close(): Promise<void>;
}

/** How often a stalled direction looks whether it may go on. */
const STALL_LOOK_MS = 2;
/** How much a direction holds before it stops reading. */
const MOST_HELD_BYTES = 256 * 1024;

/** Starts a proxy to `target` (`tcp://host:port`) on a free port of the loopback address. */
export async function startFaultyProxy(target: string, faults: LinkFaults = {}): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const count = { cuts: 0, connections: 0 };
  const server = createServer((client) => {
    count.connections += 1;
    const connection = new ProxiedConnection(client, connect(Number(port), hostname), faults, () => (count.cuts += 1));
    for (const socket of connection.sockets) {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    get cuts() {
      return count.cuts;
    },
    get connections() {
      return count.connections;
    },
    cut: () => {
      count.cuts += 1;
      sockets.forEach((socket) => socket.destroy());
    },
    close: async () => {
      const closed = once(server.close(), "close");
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}

/** A client's connection and the one to the broker that belongs to it. */
class ProxiedConnection {
  readonly sockets: readonly [client: Socket, broker: Socket];
  readonly #faults: LinkFaults;
  readonly #onCut: () => void;
  #bytesLeft: number;
  #isDue = false;

  constructor(client: Socket, broker: Socket, faults: LinkFaults, onCut: () => void) {
    this.sockets = [client, broker];
    this.#faults = faults;
    this.#onCut = onCut;
    this.#bytesLeft = faults.cutAfterBytes?.() ?? Infinity;
    const { cutAfterMs } = faults;
    const timer = cutAfterMs === undefined ? undefined : setTimeout(() => (this.#isDue = true), cutAfterMs);
    for (const socket of this.sockets) {
      socket.setNoDelay(true);
      // Cut connections end in errors at both sides; that is the point.
      socket.on("error", () => undefined);
      socket.once("close", () => {
        clearTimeout(timer);
        this.#destroy();
      });
    }
    if (faults.refuseOnceWith === undefined) this.#pass(client, broker);
    else refuse(client, faults.refuseOnceWith);
    delete faults.refuseOnceWith;
    this.#pass(broker, client);
  }

  /** Passes what one side says on to the other, as late and as slowly as the faults say, as long as both are there. */
  #pass(from: Socket, to: Socket): void {
    const { tap } = this.#faults;
    const tapped = tap && parser({ protocolVersion: 4 });
    tapped?.on("packet", (packet: Packet) => tap?.(packet, from === this.sockets[0] ? "client" : "broker"));
    const held: { chunk: Buffer; dueAt: number }[] = [];
    let heldBytes = 0;
    let isPassing = false;
    const passOn = async () => {
      isPassing = true;
      for (let next = held.shift(); next !== undefined && !to.destroyed; next = held.shift()) {
        await this.#delay(next.dueAt, to);
        this.#deliver(next.chunk, from, to);
        tapped?.parse(next.chunk);
        await this.#untilTaken(next.chunk, from, to);
        heldBytes -= next.chunk.length;
        if (heldBytes < MOST_HELD_BYTES) from.resume();
      }
      isPassing = false;
    };
    from.on("data", (chunk) => {
      held.push({ chunk, dueAt: performance.now() + (this.#faults.latencyMs ?? 0) });
      heldBytes += chunk.length;
      if (heldBytes >= MOST_HELD_BYTES) {
        from.pause();
        this.#faults.onFull?.();
      }
      if (!isPassing) void passOn();
    });
  }

  async #delay(dueAt: number, to: Socket): Promise<void> {
    const ms = dueAt - performance.now();
    // A timer has whole milliseconds: what is due within the next goes now, or small packets would wait one each.
    if (ms >= 1) await setTimeoutPromise(ms);
    while (this.#faults.stalled === true && !to.destroyed) await setTimeoutPromise(STALL_LOOK_MS);
  }

  /** Writes, or cuts with a part of the chunk passed on, so that packets break in the middle. */
  #deliver(chunk: Buffer, from: Socket, to: Socket): void {
    if (from === this.sockets[0]) this.#bytesLeft -= chunk.length;
    if (!this.#isDue && this.#bytesLeft > 0) {
      to.write(chunk);
      return;
    }
    to.write(
      chunk.subarray(0, this.#isDue ? Math.floor(Math.random() * chunk.length) : chunk.length + this.#bytesLeft),
    );
    this.#onCut();
    this.#destroy();
  }

  async #untilTaken(chunk: Buffer, from: Socket, to: Socket): Promise<void> {
    const { bytesPerSecond } = this.#faults;
    if (bytesPerSecond !== undefined && from === this.sockets[0]) {
      await setTimeoutPromise((chunk.length / bytesPerSecond) * 1000);
    }
    while (to.writableNeedDrain && !to.destroyed) await setTimeoutPromise(1);
  }

  #destroy(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

function refuse(client: Socket, returnCode: number): void {
  client.once("data", () => client.end(Buffer.from([0x20, 2, 0, returnCode])));
}
