import type { HelpTable } from "../../../generator/report/help/code-help.js";

/** Help for the codes of `MqttRuntimeError`. */
export const SDK_HELP: HelpTable = {
  "invalid-options": [
    "Something that only shows at run time, such as a user name of more than 65535 bytes, cannot be sent.",
    "The pointer of the error names the option; its remedy says what to write.",
  ],
  "invalid-manifest": [
    "Topics and the client id are made from namespace, name and UID, so these have to be usable.",
    "Give a DeviceLink or a device with `apiVersion`, `kind`, `metadata.name` and its MQTT options. A UID is a UUID, or is left out.",
  ],
  "invalid-duration": ["Durations are Go's: a number and a unit.", "Write `10s`, `500ms` or `1h30m`."],
  "invalid-topic": [
    "A broker closes the connection when it gets such a topic.",
    "See what the topic comes out as: `octopus-mqtt topics FILE`. Wildcards belong into filters only.",
  ],
  "invalid-server": [
    "Nothing is sent before the address is understood in full.",
    "Write `scheme://host:port` with tcp, ssl, tls, tcps, ws, wss, or `unix:///path`.",
  ],
  "invalid-payload": [
    "Functions, cycles and `undefined` have no JSON; content of a will is base64 of at most 65535 bytes.",
    "Publish a string, bytes, or a value that JSON can express.",
  ],
  "reference-not-found": [
    "An option refers to a Secret or ConfigMap of the DeviceLink that the resolver does not have.",
    "Check `name` and `item`; give `directoryResolver(folder)` or `mapResolver(values)`, or `--references` on the command line.",
  ],
  "bad-credentials-material": [
    "PEM text is read when the client is made, so that a fault shows at once and not at the first reconnect.",
    "Check that certificate and key are whole blocks and belong together; the key must not be encrypted.",
  ],
  "unsupported-option": [
    "The option cannot be honoured here, and pretending would be worse.",
    "Leave it out, or use another transport or platform, as the message says.",
  ],
  "connection-failed": [
    "No socket, no name, or nobody listens there.",
    "Check host and port, then the firewall; the cause of the error is the operating system's.",
  ],
  "connection-refused": [
    "The broker answered and said no. Return code 4 and 5 are about credentials, 2 about the client id, 1 about the version.",
    "Look at `returnCode`, and at the log of the broker.",
  ],
  "connection-timeout": [
    "Socket, TLS, WebSocket and CONNACK together took longer than `connectTimeout`.",
    "Raise it on slow links; a port that swallows packets is a firewall.",
  ],
  "tls-failed": [
    "The certificate is not signed by a known authority, not valid now, or not for this name.",
    "Give the authority in `caFilePEM`, the right name in `serverName`, and check the clock.",
  ],
  "connection-lost": [
    "The link broke, or the broker closed it. The client reconnects with growing pauses unless `autoReconnect` is false.",
    "Look at the log of the broker: a second client with the same client id is a common cause.",
  ],
  "not-connected": [
    "Publishing, or subscribing, needs a link and there is none; or so many messages wait as `messageChannelDepth` lets.",
    "Wait for the event `connect`, or raise `messageChannelDepth`.",
  ],
  "wait-timeout": [
    "The broker did not acknowledge within `waitTimeout`. The message stays in flight and may still arrive.",
    "Do not publish it again by yourself; raise `waitTimeout`, or leave it out.",
  ],
  "subscription-refused": [
    "The broker does not let this user read that filter.",
    "Grant it in the access list of the broker, or subscribe to less.",
  ],
  "client-closed": ["`disconnect()` ends a client for good.", "Make a new client."],
  "publish-failed": [
    "The message could not be handed to the connection; the cause says why.",
    "Publish it again when the link is there.",
  ],
  "messages-dropped": [
    "Handlers take longer than messages come, and 1,000 already wait. QoS 0 promises nothing, so these were let go.",
    "Make handlers faster, set `order: false`, or subscribe with QoS 1: then the broker is held back.",
  ],
  "store-failed": [
    "The folder of the store cannot be written, or the disk is full. Nothing counts as stored that is not on the disk.",
    "Make room or rights below `directoryPrefix`; see the guide on the store File.",
  ],
  "store-locked": [
    "Two clients with one store would deliver twice.",
    "End the other process of this device; the lock goes with it, however it ends.",
  ],
  "store-damaged": [
    "A part of the log was unreadable after a crash of the machine. It was put aside, the rest is delivered.",
    "Look at the file that the message names; check the disk if it happens again.",
  ],
};
