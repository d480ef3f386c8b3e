/** What every publisher in JavaScript does alike: warm up, publish in one of three styles, and report what it cost. */
import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers";

/** What to publish: see `Load` in ../load.ts. */
export const load = JSON.parse(process.argv[2]);

/** A topic of 52 bytes. */
export const topic = "cattle.io/octopus/default/device/boiler-room-sensor7";

/** Statuses of the length asked for, which differ. */
export const payloads = Array.from({ length: 64 }, (_, index) => {
  const status = `{"temperature":${20 + index / 100},"state":"`;
  return `${status}${"x".repeat(load.bytes - status.length - 2)}"}`;
});

/**
 * Runs the load and prints what it cost as one line of JSON. A client gives `publish`, which resolves when the broker has
 * acknowledged, or `send`, which calls back; `barrier` resolves when the broker has everything before.
 */
export async function run(client) {
  await publishAll(client, load.warmUp);
  const [start, processor] = [performance.now(), process.cpuUsage()];
  await publishAll(client, load.messages);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(processor);
  report({ rate: load.messages / seconds, microseconds: (user + system) / load.messages });
}

/**
 * Publishes everything in one turn of the event loop. Reports the milliseconds until the broker has it, and of the longest
 * turn: `stall` by the clock, `busy` of processor, all threads of the process.
 */
export async function burst(client) {
  await publishAll(client, load.warmUp);
  const start = performance.now();
  let [last, lastUsed, stall, busy, isOver] = [start, process.cpuUsage(), 0, 0, false];
  const look = () => {
    const [now, used] = [performance.now(), process.cpuUsage()];
    stall = Math.max(stall, now - last);
    busy = Math.max(busy, (used.user + used.system - lastUsed.user - lastUsed.system) / 1000);
    [last, lastUsed] = [now, used];
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await inTurns(client, load.messages, load.messages);
  await client.barrier();
  isOver = true;
  report({ milliseconds: performance.now() - start, stall, busy });
}

/** Ends the process with its result. */
export function report(result) {
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}

async function publishAll(client, count) {
  if (load.qos === 0) await inTurns(client, count);
  else if (client.publish) await awaited(client.publish, count);
  else await calledBack(client.send, count);
  await client.barrier?.();
}

/** As many loops as may be in flight, each of which awaits one publish after the other. */
async function awaited(publish, count) {
  let started = 0;
  const loop = async () => {
    while (started < count) await publish(payloads[started++ & 63]);
  };
  await Promise.all(Array.from({ length: load.waiting ?? load.inFlight }, loop));
}

/** The next publish comes from the callback of one before. */
function calledBack(send, count) {
  return new Promise((resolve) => {
    let [started, ended] = [0, 0];
    const next = () => {
      if (started < count) send(payloads[started++ & 63], done);
    };
    const done = () => {
      ended += 1;
      if (ended === count) resolve();
      else next();
    };
    for (let index = 0; index < load.inFlight; index++) next();
  });
}

/** As many as may be in flight in one turn of the event loop, the next ones when the socket has taken them. */
function inTurns(client, count, inOneTurn = load.inFlight) {
  const send = client.send ?? ((payload, done) => void client.publish(payload).then(done));
  return new Promise((resolve) => {
    let [started, ended] = [0, 0];
    const done = () => {
      ended += 1;
      if (ended === count) resolve();
      else if (ended === started) setImmediate(turn);
    };
    const turn = () => {
      const end = Math.min(count, started + inOneTurn);
      const from = started;
      started = end;
      for (let index = from; index < end; index++) send(payloads[index & 63], done);
    };
    turn();
  });
}
