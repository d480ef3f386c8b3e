import { existsSync, readFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { durationToMilliseconds } from "octopus-mqtt";
import type { CommandIo } from "./command-io.js";
import { CommandFailure, EXIT_CODE_HELP, failureOf } from "./exit-codes.js";
import { publish, type PublishOptions } from "./publish.js";
import { createReport } from "./report.js";
import { subscribe, type SubscribeOptions } from "./subscribe.js";
import { topics, type TopicsOptions } from "./topics.js";
import { validate, type ValidateOptions } from "./validate.js";

const FILE_HELP = `
FILE is a DeviceLink or device manifest in YAML or JSON, or "-" for stdin. It may hold several documents, or a List as
kubectl prints it. A device manifest takes its identity from the DeviceLink that owns it.

Results go to stdout; notices and errors to stderr. With --json both are JSON; a line on stderr is one of
{ "notice": TEXT }, { "problem": PROBLEM } (see validate --help) and { "error": { "code", "message" } }.`;

const TOP_EXAMPLES = `
Examples:
  $ octopus-mqtt validate links/*.yaml
  $ kubectl get devicelinks -o yaml | octopus-mqtt topics -
  $ echo '{"temperature":21.5}' | octopus-mqtt publish link.yaml
  $ octopus-mqtt subscribe link.yaml --count 1`;

const VALIDATE_HELP = `
Prints every problem with its place in the file, its code and how to mend it; then a summary.
--json prints one object:
  { "manifests": [{ "file", "line", "manifest", "link", "valid", "problems": [PROBLEM] }],
    "problems": [PROBLEM],   of files that do not parse
    "summary": { "manifests", "valid", "invalid", "warnings", "unreadable" } }
  PROBLEM is { "severity", "code", "message", "file", "line", "column", "pointer" }

Example:
  $ octopus-mqtt validate --strict links/*.yaml`;

const TOPICS_HELP = `
Prints the topic that statuses are published to, the one that is subscribed to, and the one of the will.
--json prints one object:
  { "manifests": [{ "file", "line", "manifest", "link": { "namespace", "name", "uid", "uidDerived" },
                    "topics": { "publish", "subscribe", "will" } or null, "problems": [PROBLEM] }] }

Example:
  $ octopus-mqtt topics link.yaml`;

const PUBLISH_HELP = `
Statuses are JSON: one value a line, each published as soon as it arrives, or one value over many lines. They are sent
as they are written, without white space. A line that is not JSON ends the run. The connection is the device's, with
its client id and its will: a device that is connected at the same time loses its own.
--json prints one object a line for every status that was delivered: { "topic", "bytes", "line" },
with the line of the input that it begins on

Example:
  $ octopus-mqtt publish link.yaml --status status.json
  $ sensor | octopus-mqtt publish link.yaml --link default/case1`;

const SUBSCRIBE_HELP = `
Prints topic and payload of every message, a line each; control characters are escaped. Runs until --count, --timeout or
a signal ends it; without --count a signal is no failure (exit code 0). The client id is a random one and there is no
will, so the device can be connected at the same time.
--json prints one object a line: { "topic", "qos", "retained", "payload" }, with "payloadBase64" instead of "payload"
where that is not UTF-8 text

Example:
  $ octopus-mqtt subscribe link.yaml --count 1 --timeout 10s`;

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
