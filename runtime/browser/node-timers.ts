type Task = () => void;

/** As much of the browser's MessageChannel as is used. */
interface Channel {
  readonly port1: { onmessage: (() => void) | null };
  readonly port2: { postMessage(message: unknown): void };
}

const tasks: Task[] = [];
let channel: Channel | undefined;

/**
 * Runs a task in a later turn of the event loop. By messages, since browsers let timers of a hidden page run once a
 * second.
 */
export function setImmediate(task: Task): void {
  channel ??= openChannel();
  tasks.push(task);
  channel.port2.postMessage(undefined);
}

function openChannel(): Channel {
  const opened = new MessageChannel() as unknown as Channel;
  opened.port1.onmessage = () => {
    tasks.shift()?.();
  };
  return opened;
}
