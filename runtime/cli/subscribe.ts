import { randomUUID } from "node:crypto";
import { type Client, createClient, durationToMilliseconds, type MessageInfo } from "octopus-mqtt";
import { type CommandIo, stopReason, whenAborted, writeLine } from "./command-io.js";
import { connect } from "./connect.js";
import { CommandFailure, EXIT, exitCodeOfStop } from "./exit-codes.js";
import { messageJson, messageText } from "./message-format.js";
import { type ConnectionOptions, openLink, type OptionOverrides } from "./open-link.js";
import { renderTopics } from "./rendered-topics.js";
import { createReport } from "./report.js";

/** Options of `octopus-mqtt subscribe`. */
export interface SubscribeOptions extends ConnectionOptions {
  /** End after so many messages. */
  readonly count?: number;
  /** Duration after which to end. */
  readonly timeout?: string;
}

/** Who only looks on must not speak for the device, nor leave anything behind on the broker. */
const ONLOOKER: OptionOverrides = {
  client: { cleanSession: true, resumeSubs: false, store: { type: "Memory" } },
  message: { will: null },
};

/** Prints what arrives at the subscribe topic until the count is reached, the time is up or the run is stopped. */
export async function subscribe(path: string, options: SubscribeOptions, io: CommandIo): Promise<number> {
  const report = createReport(io, options.json === true);
  const { device, label, references } = await openLink(path, options, ONLOOKER, io, report);
  const { subscribe: filter } = renderTopics(device);
  // A client id of its own: with the device's, the broker would end the connection of one when the other connects.
  const link = { ...device.link, uid: randomUUID() };
  const client = await createClient(device.options, { link, references });
  const lossEnds = device.options.client.autoReconnect === false;
  try {
    await connect(client, io, report);
    if (stopReason(io)) return exitCodeOf(0, options, io);
    const onSubscribed = () => report.notice(`subscribed to ${filter}, as ${label} would be`);
    const printed = await printMessages(client, { filter, lossEnds, onSubscribed }, options, io);
    return exitCodeOf(printed, options, io);
  } finally {
    await client.disconnect();
  }
}

const DONE = Symbol("done");

/** What to subscribe to, and how to take the end of the connection. */
interface Watch {
  readonly filter: string;
  readonly lossEnds: boolean;
  /** Called when the broker has granted the subscription. */
  readonly onSubscribed: () => Promise<void>;
}

/** Prints messages until it has to end; resolves with their number. */
async function printMessages(
  client: Client,
  { filter, lossEnds, onSubscribed }: Watch,
  { count = Infinity, timeout, qos, json }: SubscribeOptions,
  io: CommandIo,
): Promise<number> {
  // Aborted with the error of a lost connection, or with DONE when the count is reached or the time is up.
  const over = new AbortController();
  const ended = whenAborted(AbortSignal.any([io.stopped, over.signal]));
  let printed = 0;
  const print = async (payload: Buffer, info: MessageInfo): Promise<void> => {
    if (over.signal.aborted || stopReason(io)) return;
    printed += 1;
    if (printed === count) over.abort(DONE);
    await writeLine(io.stdout, json ? messageJson(payload, info) : messageText(payload, info));
  };
  const timer =
    timeout === undefined
      ? undefined
      : setTimeout(() => {
          over.abort(DONE);
        }, durationToMilliseconds(timeout));
  client.on("lost", ({ reason }) => {
    if (lossEnds) over.abort(reason);
  });
  try {
    await Promise.race([
      client
        .subscribe(print, { qos, filter })
        .then(onSubscribed)
        .then(() => ended),
      ended,
    ]);
  } finally {
    clearTimeout(timer);
  }
  if (over.signal.aborted && over.signal.reason !== DONE) throw over.signal.reason;
  return printed;
}

/** Without a count every end is as good as another; with one, only reaching it is. */
function exitCodeOf(printed: number, { count = 0, timeout = "" }: SubscribeOptions, io: CommandIo): number {
  if (printed >= count) return EXIT.ok;
  const reason = stopReason(io);
  if (reason) return exitCodeOfStop(reason);
  const message = `${printed} of ${count} messages arrived within ${timeout}`;
  throw new CommandFailure(EXIT.deliveryFailed, "too-few-messages", message);
}
