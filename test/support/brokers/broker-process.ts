import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const HOST = "127.0.0.1";
/** How long a broker that is asked to stop may take before it is killed. */
const PATIENCE_MS = 20_000;

/** A broker in a process of its own that keeps sessions and messages over a restart. */
export interface RealBroker {
  /** As it stands in test titles and tables. */
  readonly name: string;
  /** Its plain TCP listener. */
  readonly url: string;
  /** Ends the process with a signal, and starts it again on the same port and data. */
  restart(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
}

/** How a broker is started. */
export interface BrokerCommand {
  readonly name: string;
  readonly port: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Called when the process has ended for good. */
  readonly cleanUp: () => Promise<void>;
}

/** Starts a broker and resolves when it listens. Rejects with what it wrote if it ends before. */
export async function startBrokerProcess(broker: BrokerCommand): Promise<RealBroker> {
  let running = await launch(broker);
  return {
    name: broker.name,
    url: `tcp://${HOST}:${broker.port}`,
    restart: async (signal) => {
      await end(running, signal);
      running = await launch(broker);
    },
    close: async () => {
      await end(running, "SIGTERM");
      await broker.cleanUp();
    },
  };
}

async function launch({ name, command, args, env, port }: BrokerCommand): Promise<ChildProcess> {
  // A group of its own: scripts that start the broker would otherwise leave it behind.
  const started = spawn(command, args, {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const output: Buffer[] = [];
  for (const stream of [started.stdout, started.stderr]) stream.on("data", (chunk: Buffer) => output.push(chunk));
  let failure: Error | undefined;
  started.once("error", (error) => (failure = error));
  while (!(await isListening(port))) {
    if (failure !== undefined || started.exitCode !== null || started.signalCode !== null) {
      throw new Error(
        `${name} did not start: ${failure?.message ?? ""}${Buffer.concat(output).toString().slice(-2_000)}`,
      );
    }
    await wait(20);
  }
  return started;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, HOST);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function end(broker: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (broker.pid === undefined || broker.exitCode !== null || broker.signalCode !== null) return;
  const ended = once(broker, "exit");
  process.kill(-broker.pid, signal);
  const timer = setTimeout(() => process.kill(-(broker.pid ?? 0), "SIGKILL"), PATIENCE_MS);
  await ended;
  clearTimeout(timer);
}
