import { chmod, mkdir, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import { isSystemError } from "../read-file.js";
import { feedLines, type FeedReport } from "./feed.js";

/** For programs of the owner and of the group. */
const SOCKET_MODE = 0o660;

/**
 * A Unix socket to which programs connect and write statuses, one a line. A connection whose device does not keep up is
 * not read from. What is refused is answered with a line `{ "error": { "code", "line", "message" } }`.
 */
export class SocketFeed {
  readonly #server: Server;
  readonly #connections = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens at `path`, whose folder is made if it is not there. Rejects with a system error, also if another process listens there. */
  static async open(path: string, put: (json: string) => Promise<void>, report: FeedReport): Promise<SocketFeed> {
    await mkdir(dirname(path), { recursive: true });
    // A process that was killed leaves its socket behind.
    if (!(await isListening(path))) await rm(path, { force: true });
    const server = createServer();
    const feed = new SocketFeed(server);
    server.on("connection", (socket) => {
      void feed.#serve(socket, put, report);
    });
    await listen(server, path);
    await chmod(path, SOCKET_MODE);
    return feed;
  }

  /** Ends all connections and removes the socket. */
  async close(): Promise<void> {
    for (const socket of this.#connections) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  async #serve(socket: Socket, put: (json: string) => Promise<void>, report: FeedReport): Promise<void> {
    this.#connections.add(socket);
    const answering: FeedReport = {
      ...report,
      refused: (code, line, message) => {
        report.refused(code, line, message);
        socket.write(`${JSON.stringify({ error: { code, line, message } })}\n`);
      },
    };
    const take = async (json: string): Promise<void> => {
      await put(json);
      report.taken();
    };
    try {
      await feedLines(socket, take, answering);
      socket.end();
    } catch {
      // A connection that breaks has nothing more to say.
      socket.destroy();
    } finally {
      this.#connections.delete(socket);
    }
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
}

function isListening(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", (error) => {
      if (isSystemError(error) && (error.code === "ENOENT" || error.code === "ECONNREFUSED")) resolve(false);
      else reject(error);
    });
  });
}
