import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { Aedes, type AedesOptions, type AuthenticateError } from "aedes";
import { createWebSocketStream, WebSocketServer } from "ws";

/** Where a listener listens on the loopback address; `true` means a free port. */
export type PlainListener = true | { readonly port: number };

/** An encrypted listener: key and certificate of the broker as PEM, and a port, by default a free one. */
export interface TlsListener {
  readonly key: string;
  readonly cert: string;
  readonly port?: number;
}

/** Settings of {@link startEmbeddedBroker}: at least one listener, and whom to let in. */
export interface EmbeddedBrokerOptions {
  readonly tcp?: PlainListener;
  readonly ws?: PlainListener;
  readonly tls?: TlsListener;
  readonly wss?: TlsListener;
  /** TLS that refuses clients without a certificate of the authority `ca` (PEM). */
  readonly mutualTls?: TlsListener & { readonly ca: string };
  /** A Unix socket at this path. */
  readonly unix?: { readonly path: string };
  /** User name to password. Default: everybody may connect. */
  readonly users?: Readonly<Record<string, string>>;
  /** Answer every CONNECT with this return code (MQTT 3.1.1, table 3.1). */
  readonly refuseWith?: 2 | 3 | 4 | 5;
  /** Refuse, with 0x80, every subscription to a filter that begins with this. */
  readonly refusedFilters?: string;
}

/** The listeners that {@link EmbeddedBrokerOptions} names. */
export type ListenerName = "tcp" | "ws" | "tls" | "wss" | "mutualTls" | "unix";

/** A running broker. */
export interface EmbeddedBroker {
  /** The address of a listener, as `server` in MQTTClientOptions has it. Throws if there is no such listener. */
  url(listener: ListenerName): string;
  /** Cuts all connections and stops listening. */
  close(): Promise<void>;
}

interface Listener {
  readonly name: ListenerName;
  readonly scheme: "tcp" | "ws" | "tls" | "wss" | "unix";
  readonly server: Server;
  /** A port of the loopback address, or the path of a Unix socket. */
  readonly at: number | string;
}

const HOST = "127.0.0.1";

/**
 * Starts an MQTT 3.1 and 3.1.1 broker inside this process, for demonstrations and tests. It listens on the loopback
 * address only, forgets everything when it stops, and needs no installation.
 */
export async function startEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  const aedes = await Aedes.createBroker(policies(options));
  const listeners = createListeners(options, (stream) => {
    aedes.handle(stream);
  });
  const sockets = new Set<Socket>();
  const urls = new Map<ListenerName, string>();
  for (const listener of listeners) {
    listener.server.on("connection", (socket: Socket) => {
      sockets.add(socket.once("close", () => sockets.delete(socket)));
    });
    urls.set(listener.name, await listen(listener));
  }
  const close = async () => {
    const closed = listeners.map(({ server }) => once(server.close(), "close"));
    await new Promise<void>((resolve) => {
      aedes.close(resolve);
    });
    sockets.forEach((socket) => socket.destroy());
    await Promise.all(closed);
  };
  return { url: (name) => urls.get(name) ?? noSuchListener(name), close };
}

function noSuchListener(name: ListenerName): never {
  throw new Error(`the embedded broker was started without the listener "${name}"`);
}

function policies({ users, refuseWith, refusedFilters }: EmbeddedBrokerOptions): AedesOptions {
  return {
    authenticate: (_client, username, password, done) => {
      if (refuseWith !== undefined) done(refusal(refuseWith), false);
      else if (users === undefined || isKnown(users, username, password)) done(null, true);
      else done(refusal(4), false);
    },
    authorizeSubscribe: (_client, subscription, done) => {
      const refused = refusedFilters !== undefined && subscription.topic.startsWith(refusedFilters);
      done(null, refused ? null : subscription);
    },
  };
}

function isKnown(users: Readonly<Record<string, string>>, username?: string, password?: Buffer): boolean {
  return username !== undefined && Object.hasOwn(users, username) && users[username] === password?.toString();
}

function refusal(returnCode: 2 | 3 | 4 | 5): AuthenticateError {
  const error = new Error(`refused with CONNACK return code ${returnCode}`);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum exists in Aedes' types only
  return Object.assign(error, { returnCode });
}

function createListeners(options: EmbeddedBrokerOptions, serve: (stream: Duplex) => void): Listener[] {
  const { tcp, ws, tls, wss, mutualTls, unix } = options;
  const port = (listener: PlainListener | TlsListener) => (listener === true ? 0 : (listener.port ?? 0));
  const listeners: (Listener | undefined)[] = [
    tcp && { name: "tcp", scheme: "tcp", server: createTcpServer(serve), at: port(tcp) },
    ws && { name: "ws", scheme: "ws", server: acceptWebSockets(createHttpServer(), serve), at: port(ws) },
    tls && { name: "tls", scheme: "tls", server: createTlsServer(tlsOptions(tls), serve), at: port(tls) },
    wss && {
      name: "wss",
      scheme: "wss",
      server: acceptWebSockets(createHttpsServer(tlsOptions(wss)), serve),
      at: port(wss),
    },
    mutualTls && {
      name: "mutualTls",
      scheme: "tls",
      server: createTlsServer({ ...tlsOptions(mutualTls), ca: mutualTls.ca, requestCert: true }, serve),
      at: port(mutualTls),
    },
    unix && { name: "unix", scheme: "unix", server: createTcpServer(serve), at: unix.path },
  ];
  return listeners.filter((listener) => listener !== undefined);
}

function tlsOptions({ key, cert }: TlsListener): TlsOptions {
  return { key, cert };
}

/** An HTTP server that answers nothing but the WebSocket upgrade to MQTT (MQTT 3.1.1, section 6). */
function acceptWebSockets(server: ReturnType<typeof createHttpServer>, serve: (stream: Duplex) => void): Server {
  const webSockets = new WebSocketServer({ server, handleProtocols: (offered) => offered.has("mqtt") && "mqtt" });
  webSockets.on("connection", (webSocket) => {
    serve(createWebSocketStream(webSocket));
  });
  return server;
}

async function listen({ server, scheme, at }: Listener): Promise<string> {
  await once(typeof at === "string" ? server.listen(at) : server.listen(at, HOST), "listening");
  return typeof at === "string" ? `unix://${at}` : `${scheme}://${HOST}:${(server.address() as AddressInfo).port}`;
}
