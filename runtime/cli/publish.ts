import { addAbortSignal, type Readable } from "node:stream";
import { StatusPublisher } from "octopus-mqtt";
import { type CommandIo, stopReason, writeLine } from "./command-io.js";
import { connect } from "./connect.js";
import { CommandFailure, EXIT, exitCodeOfStop } from "./exit-codes.js";
import { type ConnectionOptions, openLink } from "./open-link.js";
import { isSystemError, openInput, reasonOf, STDIN } from "./read-file.js";
import { createReport } from "./report.js";
import { readStatuses, type Status } from "./statuses.js";

/** Options of `octopus-mqtt publish`. */
export interface PublishOptions extends ConnectionOptions {
  /** File of statuses, `-` for stdin. */
  readonly status: string;
  /** Duration; replaces `client.waitTimeout`. */
  readonly timeout?: string;
}

/** How many statuses may be under way at once: what Mosquitto takes from one client by default. */
const WINDOW = 20;

/** Publishes every status of a file or of stdin as it arrives; exits 0 when all of them were delivered. */
export async function publish(path: string, options: PublishOptions, io: CommandIo): Promise<number> {
  if (path === STDIN && options.status === STDIN) {
    const message = "manifest and statuses cannot both come from stdin; give one of them a file";
    throw new CommandFailure(EXIT.usage, "stdin-twice", message);
  }
  const report = createReport(io, options.json === true);
  const overrides = options.timeout === undefined ? {} : { client: { waitTimeout: options.timeout } };
  const link = await openLink(path, options, overrides, io, report);
  const input = await openStatuses(options.status, io);
  const publisher = await StatusPublisher.create(link.manifest, { references: link.references });
  try {
    await connect(publisher.client, io, report);
    const stopped = stopReason(io);
    if (stopped) return exitCodeOfStop(stopped);
    await report.notice(`connected as ${link.label}; publishing to ${publisher.topic}`);
    return await publishAll(publisher, input, options, io);
  } finally {
    await publisher.disconnect();
  }
}

async function openStatuses(path: string, io: CommandIo): Promise<Readable> {
  try {
    return await openInput(path, io);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new CommandFailure(EXIT.badInput, "file-unreadable", `${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** Publishes until the input ends, a delivery fails, a status is not JSON, or the run is stopped. */
async function publishAll(
  publisher: StatusPublisher,
  input: Readable,
  options: PublishOptions,
  io: CommandIo,
): Promise<number> {
  const failed = new AbortController();
  const ended = AbortSignal.any([io.stopped, failed.signal]);
  const deliver = (status: Status): Promise<void> =>
    deliverOne(publisher, status, options, io).catch((error: unknown) => {
      failed.abort(error);
    });
  try {
    const name = options.status === STDIN ? "<stdin>" : options.status;
    await forEachOverlapping(readStatuses(addAbortSignal(ended, input), name), deliver, ended);
  } catch (error) {
    // An input that was cut off on purpose has nothing to tell.
    if (!ended.aborted) throw error;
  }
  const stopped = stopReason(io);
  if (stopped) return exitCodeOfStop(stopped);
  failed.signal.throwIfAborted();
  return EXIT.ok;
}

/**
 * Starts `work`, which must not reject, on each item as it comes, on at most {@link WINDOW} at once. Resolves when all of
 * it is done, or `ended`; rejects as `items` does.
 */
async function forEachOverlapping<T>(
  items: AsyncIterable<T>,
  work: (item: T) => Promise<void>,
  ended: AbortSignal,
): Promise<void> {
  let underWay = 0;
  let wake = (): void => undefined;
  ended.addEventListener("abort", () => {
    wake();
  });
  const atMost = async (limit: number): Promise<void> => {
    while (underWay > limit && !ended.aborted) await new Promise<void>((resolve) => (wake = resolve));
  };
  try {
    for await (const item of items) {
      underWay += 1;
      void work(item).finally(() => {
        underWay -= 1;
        wake();
      });
      await atMost(WINDOW - 1);
    }
  } finally {
    await atMost(0);
  }
}

async function deliverOne(
  publisher: StatusPublisher,
  { json, line }: Status,
  options: PublishOptions,
  io: CommandIo,
): Promise<void> {
  await publisher.publish(json, options.qos === undefined ? {} : { qos: options.qos });
  const bytes = Buffer.byteLength(json);
  const { topic } = publisher;
  const text = options.json ? JSON.stringify({ topic, bytes, line }) : `${topic} ${bytes} bytes`;
  await writeLine(io.stdout, text);
}
