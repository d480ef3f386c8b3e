import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { Readable, Writable } from "node:stream";

/** Bounds the start, which takes about two seconds, and the end, in which requests that are under way are answered. */
const LIMIT_MS = 90_000;

/** How a server is asked to end. */
export type Stop = "SIGTERM" | "end of input";

/** A running API server of CRDs with its own etcd; see server/main.go. It ends at the latest with this process. */
export class ApiServer {
  /** The file that points kubectl at this server. */
  readonly kubeconfig: string;
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly log: Promise<string>;

  private constructor(kubeconfig: string, child: ApiServer["child"], log: Promise<string>) {
    this.kubeconfig = kubeconfig;
    this.child = child;
    this.log = log;
  }

  /** Starts the program and resolves when it answers; rejects with its log if it ends before. */
  static async start(program: string): Promise<ApiServer> {
    const child = spawn(program, { stdio: ["pipe", "pipe", "pipe"] });
    const log = text(child.stderr);
    const limit = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    for await (const line of createInterface(child.stdout)) {
      const [, kubeconfig] = /^READY (.+)$/.exec(line) ?? [];
      if (kubeconfig === undefined) continue;
      clearTimeout(limit);
      return new ApiServer(kubeconfig, child, log);
    }
    clearTimeout(limit);
    throw new Error(`The API server ended before it was ready: ${await log}`);
  }

  /** The process. */
  get pid(): number {
    if (this.child.pid === undefined) throw new Error("The API server never started");
    return this.child.pid;
  }

  /** Where it keeps everything that it writes. */
  get folder(): string {
    return dirname(this.kubeconfig);
  }

  /** Resolves when the process has ended; rejects with its log unless it ended well. */
  async stop(how: Stop): Promise<void> {
    const closed = once(this.child, "close");
    const limit = setTimeout(() => this.child.kill("SIGKILL"), LIMIT_MS);
    if (how === "SIGTERM") this.child.kill("SIGTERM");
    else this.child.stdin.end();
    await closed;
    clearTimeout(limit);
    const { exitCode, signalCode } = this.child;
    if (exitCode !== 0) throw new Error(`The API server ended with ${exitCode ?? signalCode ?? ""}: ${await this.log}`);
  }
}
