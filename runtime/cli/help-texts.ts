/** What `--help` says beyond the lists of arguments and options. */

export const FILE_HELP = `
FILE is a DeviceLink or device manifest in YAML or JSON, or "-" for stdin. It may hold several documents, or a List as
kubectl prints it. A device manifest takes its identity from the DeviceLink that owns it.

Results go to stdout; notices and errors to stderr. With --json both are JSON; a line on stderr is one of
{ "notice": TEXT }, { "problem": PROBLEM } (see validate --help) and { "error": { "code", "message" } }.`;

export const TOP_EXAMPLES = `
Examples:
  $ octopus-mqtt validate links/*.yaml
  $ kubectl get devicelinks -o yaml | octopus-mqtt topics -
  $ echo '{"temperature":21.5}' | octopus-mqtt publish link.yaml
  $ octopus-mqtt subscribe link.yaml --count 1`;

export const VALIDATE_HELP = `
Prints every problem with its place in the file, its code and how to mend it; then a summary.
--json prints one object:
  { "manifests": [{ "file", "line", "manifest", "link", "valid", "problems": [PROBLEM] }],
    "problems": [PROBLEM],   of files that do not parse
    "summary": { "manifests", "valid", "invalid", "warnings", "unreadable" } }
  PROBLEM is { "severity", "code", "message", "file", "line", "column", "pointer" }

Example:
  $ octopus-mqtt validate --strict links/*.yaml`;

export const TOPICS_HELP = `
Prints the topic that statuses are published to, the one that is subscribed to, and the one of the will.
--json prints one object:
  { "manifests": [{ "file", "line", "manifest", "link": { "namespace", "name", "uid", "uidDerived" },
                    "topics": { "publish", "subscribe", "will" } or null, "problems": [PROBLEM] }] }

Example:
  $ octopus-mqtt topics link.yaml`;

export const PUBLISH_HELP = `
Statuses are JSON: one value a line, each published as soon as it arrives, or one value over many lines. They are sent
as they are written, without white space. A line that is not JSON ends the run. The connection is the device's, with
its client id and its will: a device that is connected at the same time loses its own.
--json prints one object a line for every status that was delivered: { "topic", "bytes", "line" },
with the line of the input that it begins on

Example:
  $ octopus-mqtt publish link.yaml --status status.json
  $ sensor | octopus-mqtt publish link.yaml --link default/case1`;

export const SUBSCRIBE_HELP = `
Prints topic and payload of every message, a line each; control characters are escaped. Runs until --count, --timeout or
a signal ends it; without --count a signal is no failure (exit code 0). The client id is a random one and there is no
will, so the device can be connected at the same time.
--json prints one object a line: { "topic", "qos", "retained", "payload" }, with "payloadBase64" instead of "payload"
where that is not UTF-8 text

Example:
  $ octopus-mqtt subscribe link.yaml --count 1 --timeout 10s`;

export const RUN_HELP = `
PATH is a file of manifests, or a folder of which every *.yaml, *.yml and *.json counts. Files may be changed, added and
removed while it runs: only the devices concerned are touched, and a manifest with errors changes nothing.

Statuses come, as JSON and one a line,
  from stdin      { "device": "NAMESPACE/NAME or UID", "status": ... }
  or from FOLDER  through the Unix socket FOLDER/NAMESPACE/NAME.sock, which it makes for every DeviceLink, and appended
                  to FOLDER/NAMESPACE/NAME.jsonl, of which at first only the last line counts
A source that is faster than its broker is not read from. With --min-interval only the newest status is kept instead.

The log goes to stderr, one JSON object a line. --listen serves /healthz (what is wrong, in JSON), /readyz (503 until all
devices were started) and /metrics (for Prometheus).

Examples:
  $ sensors | octopus-mqtt run links/
  $ octopus-mqtt run /etc/octopus-mqtt/links --statuses /run/octopus-mqtt --listen 127.0.0.1:9464`;
