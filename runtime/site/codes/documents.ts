import type { HelpTable } from "../../../generator/report/help/code-help.js";

/** Titles and help for the codes of the validators that do not come from a rule of a schema. */
export const VALIDATOR_CODES: Readonly<Record<string, readonly [title: string, ...help: [why: string, mend: string]]>> =
  {
    "unknown-field": [
      "A field is not one of the schema",
      "An API server would drop the field without a word, and with it what it was meant to say.",
      "Check the spelling and the indentation: the message names the nearest field.",
    ],
    "missing-field": [
      "A field that must be there is not",
      "There is no default that could stand in for it.",
      "Add the field; the annotated sample marks what is required.",
    ],
    "wrong-type": [
      "A value is of another type",
      "A number in quotes is a string, a bare `on` or `yes` is a boolean to kubectl.",
      "Write the type that the message expects; quote words that YAML takes for something else.",
    ],
    "value-not-allowed": [
      "A value is none of those that are allowed",
      "Only the listed values mean something.",
      "Use one of the values of the message.",
    ],
    "wrong-format": [
      "A text does not have the form that is expected",
      "Durations, addresses, topics and base64 have a grammar.",
      "Write it as the message says, such as `10s` or `tcp://host:1883`.",
    ],
    "out-of-range": [
      "A number is too small or too large",
      "The option has bounds.",
      "Choose a number within those of the message.",
    ],
    "too-long": ["A text has too many characters", "Lengths are counted in Unicode code points.", "Shorten it."],
    "too-short": [
      "A text has too few characters",
      "An empty text is mostly a forgotten one.",
      "Fill it, or leave the field out.",
    ],
    "too-many": [
      "A list or map has too many items",
      "The bound keeps documents small and rules cheap.",
      "Remove some.",
    ],
    "too-few": [
      "A list or map has too few items",
      "Without items the field has no meaning.",
      "Add one, or leave the field out.",
    ],
    "repeated-item": [
      "A list has an item twice",
      "Items are told apart by their keys; server-side apply refuses such a list.",
      "Remove or rename one.",
    ],
    "deprecated-field": [
      "A field has a better successor",
      "It still works; the message names what to use.",
      "Use the successor.",
    ],
  };

/** Titles and help for the rules of topics and filters (MQTT 3.1.1, section 4.7). */
export const TOPIC_CODES: typeof VALIDATOR_CODES = {
  "topic-empty": [
    "A topic is empty",
    "All keywords of the template came out empty.",
    "Give the template a level of its own.",
  ],
  "topic-too-long": [
    "A topic has more than 65535 bytes",
    "Its length is sent in two bytes.",
    "Shorten the template or `path`.",
  ],
  "topic-nul": ["A topic has the character U+0000", "Brokers close the connection.", "Remove it."],
  "topic-lone-surrogate": [
    "A topic has half of a surrogate pair",
    "It cannot be written as UTF-8.",
    "Remove or complete the character.",
  ],
  "topic-wildcard": [
    "A topic to publish to has a wildcard",
    "`+` and `#` are for filters; brokers close the connection.",
    "Remove it from the template, or from the path.",
  ],
  "topic-leading-dollar": ["A topic begins with $", "Such topics belong to the broker.", "Begin with another level."],
  "topic-dot-segment": [
    "A topic has a level . or ..",
    "Octopus collapses these as in a file path, so that the same options would mean two topics.",
    "Remove the level.",
  ],
  "filter-multi-level-wildcard": [
    "The wildcard # does not stand last or not alone",
    "It stands for all levels from there on.",
    "Write it as the last level.",
  ],
  "filter-single-level-wildcard": [
    "The wildcard + does not stand alone in its level",
    "It stands for one whole level.",
    "Write `a/+/b`.",
  ],
  "filter-share-group": [
    "A shared subscription has no usable group",
    "`$share/GROUP/FILTER` needs a group without wildcards and a filter.",
    "Complete it.",
  ],
};

/** Help for the codes of `octopus-mqtt`, about files and manifests. */
export const CLI_HELP: HelpTable = {
  "file-unreadable": ["The path leads to no file that you may read.", "Check the path; `-` is stdin."],
  "not-utf8": ["YAML and JSON are UTF-8.", "Convert the file, for example with `iconv -t UTF-8`."],
  "yaml-syntax": [
    "What does not parse has no meaning.",
    "Go to the line and column. Tabs for indentation and a missing space after a colon are the usual causes.",
  ],
  "duplicate-key": ["Readers disagree on which of the two counts.", "Remove one."],
  "unknown-alias": ["`*name` needs `&name` before it.", "Define the anchor earlier in the same document."],
  "too-many-aliases": ["A short text would unfold to gigabytes.", "Write the values out."],
  "no-manifest": ["Only comments and separators were found.", "Give a DeviceLink or a device."],
  "not-a-manifest": [
    "A manifest is a mapping with `apiVersion`, `kind`, `metadata` and `spec`.",
    "Check the indentation of the first lines.",
  ],
  "unknown-kind": [
    "Of this kind it is not known where MQTT options stand.",
    "Use a DeviceLink or one of the kinds of the message, or give it `spec.extension.mqtt`.",
  ],
  "no-mqtt-options": [
    "The device publishes nothing.",
    "Add `spec.template.spec.extension.mqtt` (DeviceLink) or `spec.extension.mqtt` (device), if it should.",
  ],
  "unknown-model": [
    "The spec of the device was not checked, its MQTT options were.",
    "Nothing, for kinds of your own; else check `spec.model.kind`.",
  ],
};

/** Titles and help for the failures of the verbs of `octopus-mqtt`, and for what `run` says. */
export const VERB_CODES: typeof VALIDATOR_CODES = {
  "unusable-file": [
    "A file cannot be used as it is",
    "A part of it does not parse, and publishing from the rest would hide that.",
    "Mend what stands above the line, or run `octopus-mqtt validate FILE`.",
  ],
  "link-not-found": [
    "The file has no such DeviceLink",
    "`--link` names one by NAMESPACE/NAME.",
    "Use a name that the message lists.",
  ],
  "several-links": [
    "The file has several manifests",
    "One connection belongs to one device.",
    "Choose with `--link NAMESPACE/NAME`.",
  ],
  "stdin-twice": [
    "Manifest and statuses are both to come from stdin",
    "There is only one stdin.",
    "Give one of them as a file.",
  ],
  "no-status": ["There is no status to publish", "The input is empty.", "Give a value in JSON, on a line of its own."],
  "invalid-status": [
    "A status is not JSON",
    "It would reach subscribers as something that they cannot read.",
    "Correct the line that the message names.",
  ],
  "too-few-messages": [
    "Fewer messages came than were asked for",
    "The time was up.",
    "Raise `--timeout`, or check the topic with `octopus-mqtt topics FILE`.",
  ],
  "listen-failed": [
    "The address of `--listen` cannot be listened on",
    "The port is taken, or not permitted.",
    "Choose another port.",
  ],
  "uid-twice": [
    "Two manifests have one UID",
    "They would have one client id, and each would end the connection of the other.",
    "Give each its own UID, or leave it out.",
  ],
  "unusable-name": [
    "A name cannot be a folder or a file",
    "Statuses are kept by the name of the device.",
    "Rename the device.",
  ],
  defect: [
    "The program itself failed",
    "This is a fault of the program and not of your input.",
    "Report it with the message and what you did.",
  ],
};

/** Help for the codes of `crd diff`. */
export const DIFF_HELP: HelpTable = {
  "input-unreadable": ["The comparison needs both sides.", "Check the path and your permissions."],
  "input-syntax": ["What does not parse cannot be compared.", "Correct the file at the line of the message."],
  "no-crd": [
    "None of the documents is a CustomResourceDefinition.",
    "Name a CRD, a folder with some, or a folder of source schemas.",
  ],
  "sources-invalid": [
    "CRDs are made of the sources first, and these have errors.",
    "Run `octopus-mqtt-codegen generate` there and mend what it says.",
  ],
  "git-revision": [
    "The revision, or the path in it, does not exist.",
    "Check with `git show REVISION:PATH`; shallow clones lack old revisions.",
  ],
  "config-invalid": [
    "A rule or severity of the configuration does not exist.",
    "Use the names that the message lists.",
  ],
};
