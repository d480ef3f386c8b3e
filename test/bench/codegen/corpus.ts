import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryRoot } from "../../repository/imports.js";

/** A folder of source schemas to measure with. */
export interface Corpus {
  /** Holds `schema/`; the output goes beside it. */
  readonly folder: string;
  readonly types: number;
  /** A type that refers to nothing and that others refer to where there are enough, up to the root of a CRD. */
  readonly leaf: SourceText;
  /** `Duration`, which a tenth of all types refer to. */
  readonly shared: SourceText;
}

/** A file below the folder, with its text. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What the copies of the MQTT types refer to; there is one of each. */
const SHARED = ["duration", "device-link-reference-relationship", "owner-reference", "object-meta"];

/** Every eleventh type heads a kind, and every tenth kind has a CRD of its own. */
const KINDS_PER_CRD = 10;

/**
 * Writes a corpus of so many types: `Duration` and what else is shared, then kind after kind: a copy of the nine MQTT
 * types under other names, a synthetic object with one property of each sort, and a root that refers to both. Types
 * come after those that they refer to, so a corpus of any size is whole.
 */
export function writeCorpus(folder: string, types: number): Corpus {
  rmSync(folder, { recursive: true, force: true });
  const sources = corpusSources(types);
  for (const { path, text } of sources) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  // The generator keeps its cache beside the packages of a project.
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  writeFileSync(join(folder, "package.json"), `{ "private": true }\n`);
  const [shared] = sources;
  const leaf = leafOf(sources) ?? shared;
  if (!shared || !leaf) throw new Error("A corpus holds one type at least");
  return { folder, types, leaf, shared };
}

/** The source with another bound and another sentence, a different one for each `revision`. */
export function revised({ path, text }: SourceText, revision: number): SourceText {
  const found = /"maxLength": \d+/.exec(text)?.[0];
  if (found === undefined) throw new Error(`${path} has no bound to change`);
  return { path, text: text.replace(found, `"maxLength": ${5000 + revision}`) };
}

/** The store of the last kind that is whole and has a CRD; of any kind where none has. */
function leafOf(sources: readonly SourceText[]): SourceText | undefined {
  const kind = /(fleet\d+)\.crd\.json$/.exec(sources.at(-1)?.path ?? "")?.[1];
  const stores = sources.filter(({ path }) => path.endsWith("-mqtt-client-store.schema.json"));
  return stores.find(({ path }) => kind !== undefined && path.includes(`/${kind}/`)) ?? stores.at(-1);
}

function corpusSources(types: number): SourceText[] {
  const shared = SHARED.map((name) => ({
    path: `schema/common/${name}.schema.json`,
    text: schemaText(`common/${name}`),
  }));
  const sources: SourceText[] = shared.slice(0, types);
  const crds: SourceText[] = [];
  for (let kind = 1; sources.length < types; kind++) {
    const members = kindSources(kind);
    const taken = members.slice(0, types - sources.length);
    sources.push(...taken);
    if (taken.length === members.length && kind % KINDS_PER_CRD === 0) crds.push(crdOf(kind));
  }
  return [...sources, ...crds];
}

/** The types of one kind, each after those that it refers to. */
function kindSources(kind: number): SourceText[] {
  const word = `Fleet${kind}`;
  const file = word.toLowerCase();
  const copies = mqttTypes().map(({ name, text }) => ({
    path: `schema/${file}/${file}-${name}.schema.json`,
    text: text
      .replace(/"title": "(\w+)"/, `"title": "${word}$1"`)
      .replaceAll(/"\$ref": "(?=mqtt-)/g, `"$ref": "${file}-`),
  }));
  const written = [settings(word), root(word, file)].map((schema, index) => ({
    path: `schema/${file}/${file}${index === 0 ? "-settings" : ""}.schema.json`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
  return [...copies, ...written];
}

let mqtt: readonly { readonly name: string; readonly text: string }[] | undefined;

/** Our own types, those that refer to others last. */
function mqttTypes(): readonly { readonly name: string; readonly text: string }[] {
  mqtt ??= readdirSync(join(repositoryRoot, "schema/mqtt"))
    .map((file) => file.replace(".schema.json", ""))
    .map((name) => ({ name, text: schemaText(`mqtt/${name}`) }))
    .toSorted((a, b) => depth(a.name) - depth(b.name) || (a.name < b.name ? -1 : 1));
  return mqtt;
}

function depth(name: string): number {
  if (name === "mqtt-options") return 2;
  return name === "mqtt-client-options" || name === "mqtt-message-options" ? 1 : 0;
}

function schemaText(path: string): string {
  return readFileSync(join(repositoryRoot, `schema/${path}.schema.json`), "utf8");
}

const HEAD = { $schema: "https://json-schema.org/draft/2020-12/schema" };

const text = (description: string, others: Readonly<Record<string, Json>> = {}): Json => ({
  description,
  type: "string",
  maxLength: 253,
  ...others,
});

/** An object with a property of each sort, two levels deep. */
function settings(word: string): Json {
  return {
    ...HEAD,
    title: `${word}Settings`,
    description: `How a device of the kind ${word} is set up: where it is read and how often.`,
    type: "object",
    required: ["name", "registers"],
    properties: {
      name: text("Name of the device.", { minLength: 1, pattern: "^[a-z0-9-]+$", examples: ["pump-1"] }),
      mode: { description: "How it is read.", type: "string", enum: ["poll", "push", "both"], default: "poll" },
      level: {
        description: "How much it reports.",
        type: "integer",
        default: 1,
        oneOf: [0, 1, 2].map((level) => ({ const: level, description: `Level ${level} of the reports.` })),
      },
      interval: { $ref: "../common/duration.schema.json", description: "Time between two readings.", default: "5s" },
      ratio: { description: "Weight of the newest reading.", type: "number", minimum: 0, maximum: 1, default: 0.5 },
      labels: {
        description: "Words to find it by.",
        type: "object",
        maxProperties: 64,
        additionalProperties: { type: "string", maxLength: 63 },
      },
      registers: { description: "What is read.", type: "array", minItems: 1, maxItems: 128, items: register() },
    },
    additionalProperties: false,
    allOf: [
      {
        not: { required: ["mode", "ratio"], properties: { mode: { enum: ["push"] }, ratio: { minimum: 1 } } },
        "x-octopus-rule": {
          code: "push-without-history",
          message: "`ratio` leaves no room for earlier readings, which `push` needs",
          remedy: "choose a `ratio` below 1",
          at: "ratio",
        },
      },
    ],
  };
}

function register(): Json {
  return {
    type: "object",
    required: ["address"],
    properties: {
      address: { description: "Number of the register.", type: "integer", minimum: 0, maximum: 65535 },
      scale: {
        description: "What a reading is multiplied with.",
        type: "number",
        minimum: 0,
        maximum: 1000,
        default: 1,
      },
      unit: text("Unit of the result.", { examples: ["bar"] }),
    },
    additionalProperties: false,
  };
}

function root(word: string, file: string): Json {
  return {
    ...HEAD,
    title: word,
    description: `A device of the kind ${word}.`,
    type: "object",
    required: ["apiVersion", "kind", "metadata", "spec"],
    properties: {
      apiVersion: { description: "Version of the API.", type: "string", const: "devices.example.com/v1" },
      kind: { description: "Always the name of the kind.", type: "string", const: word },
      metadata: { $ref: "../common/object-meta.schema.json", description: "What Kubernetes knows every object by." },
      spec: {
        description: "The device as it shall be.",
        type: "object",
        required: ["settings", "mqtt"],
        properties: {
          settings: { $ref: `${file}-settings.schema.json`, description: "How it is read." },
          mqtt: { $ref: `${file}-mqtt-options.schema.json`, description: "Where its status is published." },
        },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  };
}

function crdOf(kind: number): SourceText {
  const word = `Fleet${kind}`;
  const file = word.toLowerCase();
  const crd = {
    group: "devices.example.com",
    scope: "Namespaced",
    names: { kind: word, plural: `${file}s` },
    versions: [{ name: "v1", served: true, storage: true, schema: { $ref: `../${file}/${file}.schema.json` } }],
  };
  return { path: `schema/crd/${file}.crd.json`, text: `${JSON.stringify(crd, null, 2)}\n` };
}
