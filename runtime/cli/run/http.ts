import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a path answers. */
export interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Serves `GET` of some paths, and nothing else. */
export class StatusServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens; rejects with a system error if it cannot. Port 0 is any that is free. */
  static async listen(
    { host, port }: { readonly host: string; readonly port: number },
    pages: Readonly<Record<string, () => Page | Promise<Page>>>,
  ): Promise<StatusServer> {
    const server = createServer((request, response) => {
      const path = (request.url ?? "").split("?", 1)[0] ?? "";
      const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
      const isRead = request.method === "GET" || request.method === "HEAD";
      if (page === undefined) send(response, plain(404, `no such page; there are ${Object.keys(pages).join(", ")}`));
      else if (!isRead) send(response, plain(405, "only GET"));
      else void answer(response, page);
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
    return new StatusServer(server);
  }

  /** `host:port`, with the port that was given to it. */
  get address(): string {
    const { address, family, port } = this.#server.address() as AddressInfo;
    return family === "IPv6" ? `[${address}]:${port}` : `${address}:${port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }
}

async function answer(response: ServerResponse, page: () => Page | Promise<Page>): Promise<void> {
  try {
    send(response, await page());
  } catch {
    // What went wrong is for the log of whoever made the page, not for whoever asks.
    send(response, plain(500, "the page could not be made"));
  }
}

function plain(status: number, text: string): Page {
  return { status, type: "text/plain; charset=utf-8", body: `${text}\n` };
}

function send(response: ServerResponse, { status, type, body }: Page): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}
