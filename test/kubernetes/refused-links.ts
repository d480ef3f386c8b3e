import type { LinkText } from "../cli/run-cli.js";

/** A DeviceLink that nobody takes. */
export interface RefusedLink {
  readonly what: string;
  readonly link: LinkText;
  /** A part of what kubectl says of it. */
  readonly kubectlSays: string;
  /** The code of our own error. */
  readonly code: string;
}

/** One for each way of being wrong. */
export const REFUSED: readonly RefusedLink[] = [
  {
    what: "an unknown field",
    link: { client: ["kepAlive: 10s"] },
    kubectlSays: 'unknown field "spec.template.spec.extension.mqtt.client.kepAlive"',
    code: "unknown-field",
  },
  {
    what: "a value that is not allowed",
    link: { message: ["qos: 3"] },
    kubectlSays: "spec.template.spec.extension.mqtt.message.qos: Unsupported value: 3",
    code: "value-not-allowed",
  },
  {
    what: "a missing field",
    link: { message: ["will: {topic: x}"] },
    kubectlSays: "spec.template.spec.extension.mqtt.message.will.content: Required value",
    code: "missing-field",
  },
  {
    what: "a number in place of a duration",
    link: { client: ["keepAlive: 10"] },
    kubectlSays: "spec.template.spec.extension.mqtt.client.keepAlive: Invalid value",
    code: "wrong-type",
  },
  {
    what: "a negative duration",
    link: { client: ["keepAlive: -10s"] },
    kubectlSays: '"spec.template.spec.extension.mqtt.client.keepAlive" must not validate the schema (not)',
    code: "wrong-format",
  },
  {
    what: "options that contradict each other",
    link: { client: ["tlsConfig: {serverName: a}"] },
    kubectlSays: '"spec.template.spec.extension.mqtt.client" must not validate the schema (not)',
    code: "tls-config-without-tls",
  },
];
