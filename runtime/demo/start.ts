import { parseArgs } from "node:util";
import { durationToMilliseconds } from "octopus-mqtt";
import { runDemo } from "./demo.js";

const HELP = `Publishes simulated device statuses for the DeviceLinks in runtime/demo/links and shows what arrives.

Usage: npm start -- [options]

  --for DURATION       end after this time, such as 5s (default: until Ctrl-C)
  --interval DURATION  time between two statuses of a device (default: 1s)
  --broker URL         use this MQTT broker, such as tcp://localhost:1883 (default: one inside the demo)
  --help               print this

Exit codes: 0 every published status arrived, 1 not so, 2 wrong usage. Ctrl-C ends the demo the same way --for does.`;

process.exitCode = await start(process.argv.slice(2));

async function start(argv: string[]): Promise<number> {
  const options = readOptions(argv);
  if (typeof options === "number") return options;
  const stopping = new AbortController();
  const stop = (): void => {
    stopping.abort();
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  process.stdout.on("error", stop);
  const timer = options.duration === undefined ? undefined : setTimeout(stop, options.duration);
  try {
    const colours = process.stdout.isTTY && process.stdout.hasColors();
    const complete = await runDemo({ ...options, stopped: stopping.signal, screen: process.stdout, colours });
    return complete ? 0 : 1;
  } catch (error) {
    console.error(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    clearTimeout(timer);
  }
}

interface StartOptions {
  readonly broker?: string;
  /** Milliseconds. */
  readonly interval: number;
  readonly duration?: number;
}

function readOptions(argv: string[]): StartOptions | number {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        for: { type: "string" },
        interval: { type: "string", default: "1s" },
        broker: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    return {
      interval: positive("--interval", values.interval),
      ...(values.broker === undefined ? {} : { broker: values.broker }),
      ...(values.for === undefined ? {} : { duration: positive("--for", values.for) }),
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    return 2;
  }
}

/** Milliseconds of a duration in Go's grammar that a timer can hold. */
function positive(option: string, text: string): number {
  const milliseconds = durationToMilliseconds(text);
  if (milliseconds >= 1 && milliseconds < 2 ** 31) return milliseconds;
  throw new RangeError(`${option} ${text} is out of range; expected between 1ms and 24 days`);
}
