import { existsSync, readFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { durationToMilliseconds } from "octopus-mqtt";
import type { CommandIo } from "./command-io.js";
import { CommandFailure, EXIT_CODE_HELP, failureOf } from "./exit-codes.js";
import {
  FILE_HELP,
  PUBLISH_HELP,
  RUN_HELP,
  SUBSCRIBE_HELP,
  TOP_EXAMPLES,
  TOPICS_HELP,
  VALIDATE_HELP,
} from "./help-texts.js";
import { publish, type PublishOptions } from "./publish.js";
import { createReport } from "./report.js";
import { LOG_LEVELS } from "./run/log.js";
import { run as runDaemon, type RunOptions } from "./run/run.js";
import { subscribe, type SubscribeOptions } from "./subscribe.js";
import { topics, type TopicsOptions } from "./topics.js";
import { validate, type ValidateOptions } from "./validate.js";

/** The command line's grammar and help; `exit` gets the exit code of the verb that ran. */
export function createProgram(io: CommandIo, exit: (code: number) => void): Command {
  const run: Run = async (options, verb) => {
    exit(await runVerb(verb, options.json === true, io));
  };
  const program = new Command("octopus-mqtt")
    .description("Checks, renders and tries out the MQTT options of Octopus DeviceLinks and devices.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [verb]", "print the help of a verb")
    .exitOverride()
    .showHelpAfterError("Run octopus-mqtt --help for usage.")
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .addHelpText("after", `${FILE_HELP}\n${TOP_EXAMPLES}\n${EXIT_CODE_HELP}`);
  addValidate(program, run, io);
  addTopics(program, run, io);
  addPublish(program, run, io);
  addSubscribe(program, run, io);
  addRun(program, run, io);
  return program;
}

type Run = (options: { json?: boolean }, verb: () => Promise<number>) => Promise<void>;

async function runVerb(verb: () => Promise<number>, json: boolean, io: CommandIo): Promise<number> {
  try {
    return await verb();
  } catch (error) {
    const failure = failureOf(error);
    if (!(failure instanceof CommandFailure)) throw failure;
    await createReport(io, json).failure(failure);
    return failure.exitCode;
  }
}

function addValidate(program: Command, run: Run, io: CommandIo): void {
  program
    .command("validate")
    .summary("check manifests and show what is wrong, where")
    .argument("<file...>", 'manifest files, or "-"')
    .option("--strict", "take warnings for errors")
    .option("--json", "print one JSON object")
    .addHelpText("after", `${VALIDATE_HELP}\n${EXIT_CODE_HELP}`)
    .action((files: string[], options: ValidateOptions) => run(options, () => validate(files, options, io)));
}

function addTopics(program: Command, run: Run, io: CommandIo): void {
  program
    .command("topics")
    .summary("print the publish, subscribe and will topic of manifests")
    .argument("<file>", 'manifest file, or "-"')
    .option("--json", "print one JSON object")
    .addHelpText("after", `${TOPICS_HELP}\n${EXIT_CODE_HELP}`)
    .action((file: string, options: TopicsOptions) => run(options, () => topics(file, options, io)));
}

function addPublish(program: Command, run: Run, io: CommandIo): void {
  connectionOptions(program.command("publish"))
    .summary("publish statuses the way the device would")
    .argument("<file>", 'manifest file, or "-"')
    .option("--status <file>", 'statuses in JSON, "-" for stdin', "-")
    .option(
      "--timeout <duration>",
      "how long to wait for the delivery of a status (default: client.waitTimeout)",
      duration,
    )
    .addHelpText("after", `${PUBLISH_HELP}\n${EXIT_CODE_HELP}`)
    .action((file: string, options: PublishOptions) => run(options, () => publish(file, options, io)));
}

function addSubscribe(program: Command, run: Run, io: CommandIo): void {
  connectionOptions(program.command("subscribe"))
    .summary("print the messages that the device would receive")
    .argument("<file>", 'manifest file, or "-"')
    .option("--count <number>", "end after so many messages", positiveInteger)
    .option("--timeout <duration>", "end after this time; a failure (4) if --count is not reached", duration)
    .addHelpText("after", `${SUBSCRIBE_HELP}\n${EXIT_CODE_HELP}`)
    .action((file: string, options: SubscribeOptions) => run(options, () => subscribe(file, options, io)));
}

function addRun(program: Command, run: Run, io: CommandIo): void {
  program
    .command("run")
    .summary("keep every device of files and folders on its broker, and publish their statuses")
    .argument("<path...>", "manifest files, and folders of them")
    .option("--statuses <folder>", 'folder of sockets and files, "-" for stdin', "-")
    .option("--references <folder>", REFERENCES_OF_ALL)
    .option("--dedupe", "leave out a status that is the same as the one before it")
    .option("--min-interval <duration>", "at most one status of a device in this time, the newest", duration)
    .option("--max-connecting <number>", "how many devices may connect for the first time at once", positiveInteger, 50)
    .option("--listen <address>", "serve /healthz, /readyz and /metrics at HOST:PORT (default: nowhere)", hostAndPort)
    .addOption(new Option("--log-level <level>", "the least urgent level").choices([...LOG_LEVELS]).default("info"))
    .addHelpText("after", `${RUN_HELP}\n${EXIT_CODE_HELP}`)
    .action((paths: string[], options: RunOptions) => run({ json: true }, () => runDaemon(paths, options, io)));
}

const REFERENCES_OF_ALL =
  "where referenced values are: FOLDER/NAME/ITEM, or FOLDER/NAMESPACE/LINK/NAME/ITEM for those of one DeviceLink; followed when they change";

const HOST_AND_PORT = /^(?:\[(?<six>[0-9a-fA-F:.]+)\]|(?<host>[^:[\]]+)):(?<port>\d{1,5})$/;

/** `127.0.0.1:9464`, `[::1]:9464`, `localhost:9464`. */
function hostAndPort(text: string): { host: string; port: number } {
  const { six, host, port } = HOST_AND_PORT.exec(text)?.groups ?? {};
  const name = six ?? host;
  if (name === undefined || Number(port) > 65_535) throw new InvalidArgumentError("Expected HOST:PORT.");
  return { host: name, port: Number(port) };
}

function connectionOptions(verb: Command): Command {
  return verb
    .option("--link <namespace/name>", "which DeviceLink, if the file has several")
    .option("--references <folder>", "where referenced values are: FOLDER/NAME/ITEM, as Kubernetes mounts them")
    .option("--server <uri>", "connect to this server instead of the manifest's")
    .addOption(
      new Option("--qos <level>", "quality of service instead of the manifest's")
        .choices(["0", "1", "2"])
        .argParser(qos),
    )
    .option("--json", "print one JSON object a line");
}

function qos(text: string): 0 | 1 | 2 {
  if (text === "0") return 0;
  if (text === "1") return 1;
  if (text === "2") return 2;
  throw new InvalidArgumentError("Expected 0, 1 or 2.");
}

function positiveInteger(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new InvalidArgumentError("Expected a whole number of at least 1.");
  return Number(text);
}

/** Checks a duration in Go's grammar; hands it on as text. */
function duration(text: string): string {
  const expected = "Expected a duration such as 10s or 1m30s, between 1ms and 24 days.";
  try {
    const milliseconds = durationToMilliseconds(text);
    // What a timer of Node can hold.
    if (milliseconds >= 1 && milliseconds < 2 ** 31) return text;
  } catch {
    // Not in the grammar; said below.
  }
  throw new InvalidArgumentError(expected);
}

/** The version of the package, beside the source or one above the build. */
function packageVersion(): string {
  const candidates = ["./package.json", "../package.json"].map((path) => new URL(path, import.meta.url));
  const file = candidates.find((url) => existsSync(url));
  if (!file) throw new Error("package.json of octopus-mqtt-cli is missing");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
