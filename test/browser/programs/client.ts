import { Buffer } from "buffer";
import { createClient, MqttRuntimeError, StatusPublisher } from "octopus-mqtt";

const link = { namespace: "default", name: "case1", uid: "835aea2e-5f80-4d14-88f5-40c4bda41aa3" };

/** What a test asks for: MQTT options, and how much to send. */
export interface Task {
  readonly client: object;
  readonly message?: object;
  readonly count?: number;
}

function make({ client, message }: Task) {
  return createClient(
    { client, message: { topic: "test/:namespace/:name", retained: false, ...message } },
    { link, reconnectDelay: 10 },
  );
}

/** Publishes the numbers from 0 up, all at once, and then "last"; gives how many publishes failed, and the states. */
export async function publishNumbers(task: Task) {
  const client = await make(task);
  const states: string[] = [];
  for (const state of ["connected", "lost", "retrying", "closed"] as const) client.on(state, () => states.push(state));
  await client.connect();
  const numbers = Array.from({ length: task.count ?? 1 }, (_, index) => client.publish(index));
  const settled = await Promise.allSettled(numbers);
  await client.publish("last");
  await client.disconnect();
  return { rejected: settled.filter(({ status }) => status === "rejected"), states };
}

/** Publishes one long message and waits until it has come back; gives what was received. */
export async function publishToItself(task: Task) {
  const client = await make(task);
  await client.connect();
  const payload = new Uint8Array(300_000).map((_, index) => index % 251);
  let received: Uint8Array = new Uint8Array();
  await new Promise<void>((resolve, reject) => {
    const handler = (bytes: Uint8Array) => {
      received = bytes;
      resolve();
    };
    client
      .subscribe(handler)
      .then(() => client.publish(payload))
      .catch(reject);
  });
  await client.disconnect();
  return { length: received.length, same: Buffer.compare(received, payload) === 0 };
}

/** What creating a client, or else connecting, fails with. */
export async function failure(task: Task) {
  try {
    const client = await make(task);
    await client.connect();
    await client.disconnect();
  } catch (error) {
    if (!(error instanceof MqttRuntimeError)) throw error;
    const { code, pointer, returnCode, message } = error;
    return { code, pointer, returnCode, message };
  }
  return undefined;
}

/** Publishes a status of a DeviceLink that has no UID yet. */
export async function publishStatus(manifest: unknown) {
  const publisher = await StatusPublisher.create(manifest);
  await publisher.connect();
  await publisher.publish({ temperature: 21.5 });
  await publisher.disconnect();
  return publisher.topic;
}
