/** How a compiler may look for the types of packages: a name, and its flags. */
export const RESOLUTIONS: readonly (readonly [name: string, ...flags: string[]])[] = [
  ["node16", "--module", "node16", "--moduleResolution", "node16"],
  ["nodenext", "--module", "nodenext"],
  [
    "bundler",
    ...["--module", "esnext", "--moduleResolution", "bundler"],
    ...["--lib", "es2023,dom", "--customConditions", "browser"],
  ],
];

/** What a compiler is told besides. */
export const STRICTLY = [
  "--strict",
  "--exactOptionalPropertyTypes",
  "--skipLibCheck",
  "--noEmit",
  "--target",
  "es2023",
];

/** A program whose types are wrong when an entry has none: `any` would be no array. */
export const EVERY_ENTRY = `
import { createClient, standardMQTTOptions, type MessageHandler } from "octopus-mqtt";
import { createClient as sameClient, type Client } from "octopus-mqtt/client";
import { validateMQTTOptions, type MQTTOptions } from "octopus-mqtt/options";
import { durationToMilliseconds } from "octopus-mqtt/duration";
import { validateDeviceLink } from "octopus-mqtt/generated";
import { compileTopic } from "octopus-mqtt/topic";
import { generate } from "octopus-mqtt-codegen";
type IsAny<T> = 0 extends 1 & T ? true : false;
type Checked = readonly [typeof createClient, typeof sameClient, typeof standardMQTTOptions, typeof validateMQTTOptions,
  typeof durationToMilliseconds, typeof validateDeviceLink, typeof compileTopic, typeof generate, Client, MQTTOptions,
  Parameters<MessageHandler>[0]];
type Each<T extends readonly unknown[]> = { [K in keyof T]: IsAny<T[K]> };
export const known: Each<Checked> =
  [false, false, false, false, false, false, false, false, false, false, false];
`;
