import {
  checkTopicFilter,
  checkTopicName,
  type DeviceManifest,
  MqttRuntimeError,
  readManifest,
  type TopicIssue,
  validateMQTTOptions,
  warnMQTTOptions,
} from "octopus-mqtt";
import { checkKind, checkLink, type Finding } from "./check-kind.js";
import { DEVICE_KINDS } from "./device-kinds.js";
import { fieldOf } from "./fields.js";
import type { Manifest } from "./manifest-file.js";
import { hasErrors, type Problem } from "./problem.js";
import { renderTopics } from "./rendered-topics.js";

/** A manifest with everything that is wrong with it. */
export interface CheckedManifest {
  readonly manifest: Manifest;
  /** How people call it: `DeviceLink default/case1`. */
  readonly label: string;
  /** What it says about MQTT; undefined where that cannot be read. */
  readonly device: DeviceManifest | undefined;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}

/** The kinds that carry MQTT options; a kind beyond these does if it has `spec.extension.mqtt`. */
const KINDS: readonly string[] = ["DeviceLink", ...DEVICE_KINDS.keys()];

/** The whole manifest, or its MQTT options and what makes topics: enough for those who publish as the device would. */
export type Scope = "whole" | "options";

/** Checks a manifest the way the API server would, then what it cannot: the topics that come out. */
export function checkManifest(manifest: Manifest, scope: Scope = "options"): CheckedManifest {
  const { value } = manifest;
  const label = labelOf(value);
  const found = findings(value, scope)?.map((finding) => problemOf(manifest, finding));
  const device = tryRead(value);
  if (device instanceof MqttRuntimeError) {
    const problems = found && hasErrors(found) ? found : [...(found ?? []), unreadable(manifest, device)];
    return { manifest, label, device: undefined, problems: inOrder(problems) };
  }
  const problems = found ?? checkDeviceOptions(manifest, device);
  const topicProblems = hasErrors(problems) ? [] : checkTopics(manifest, device);
  return { manifest, label, device, problems: inOrder([...problems, ...topicProblems]) };
}

/** What the schema of the manifest's kind finds; undefined where only its options are to be looked at. */
function findings(value: unknown, scope: Scope): readonly Finding[] | undefined {
  if (scope === "whole") return checkKind(value);
  return fieldOf(value, "kind") === "DeviceLink" ? checkLink(value) : undefined;
}

function checkDeviceOptions(manifest: Manifest, { options, optionsPointer }: DeviceManifest): Problem[] {
  const errors = validateMQTTOptions(options);
  const issues = errors.length > 0 ? errors : warnMQTTOptions(options);
  return issues.map((issue) => problemOf(manifest, { ...issue, pointer: optionsPointer + issue.pointer }));
}

function checkTopics(manifest: Manifest, device: DeviceManifest): Problem[] {
  const { publish, subscribe, will } = renderTopics(device);
  const message = `${device.optionsPointer}/message`;
  const willPointer = device.options.message.will?.topic == null ? `${message}/topic` : `${message}/will/topic`;
  return [
    ...topicProblems(manifest, `${message}/topic`, "publish", publish, checkTopicName(publish)),
    ...topicProblems(manifest, `${message}/topic`, "subscribe", subscribe, checkTopicFilter(subscribe)),
    ...(will === null ? [] : topicProblems(manifest, willPointer, "will", will, checkTopicName(will))),
  ];
}

function topicProblems(
  manifest: Manifest,
  pointer: string,
  use: string,
  topic: string,
  issues: TopicIssue[],
): Problem[] {
  return issues.map(({ code, message }) => {
    const text = `the ${use} topic comes out as ${JSON.stringify(topic)}: ${message}`;
    return manifest.problemAt(pointer, "value", { severity: "error", code, message: text });
  });
}

/** Codes that are about a field being there, rather than about its value. */
const ABOUT_THE_KEY: ReadonlySet<string> = new Set(["unknown-field", "deprecated-field", "missing-field"]);

function problemOf(manifest: Manifest, { severity, code, message, pointer }: Finding): Problem {
  return manifest.problemAt(pointer, ABOUT_THE_KEY.has(code) ? "key" : "value", { severity, code, message });
}

function unreadable(manifest: Manifest, error: MqttRuntimeError): Problem {
  const { value } = manifest;
  const { pointer = "", found } = error;
  const kind = fieldOf(value, "kind");
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const message = "the document is not a manifest; expected a mapping with apiVersion, kind, metadata and spec";
    return manifest.problemAt("", "key", { severity: "error", code: "not-a-manifest", message });
  }
  if (!pointer.startsWith("/spec")) return invalid(manifest, pointer, error);
  if (!KINDS.includes(String(kind))) {
    const message = `unknown kind ${JSON.stringify(kind)} without \`spec.extension.mqtt\`; expected one of ${KINDS.join(", ")}`;
    return manifest.problemAt("/kind", "value", { severity: "error", code: "unknown-kind", message });
  }
  if (found !== "nothing" && found !== "null") return invalid(manifest, pointer, error);
  const message = `${labelOf(value)} has no MQTT options at ${pointer}: it publishes nothing`;
  return manifest.problemAt(pointer, "key", { severity: "warning", code: "no-mqtt-options", message });
}

function invalid(manifest: Manifest, pointer: string, { code, message }: MqttRuntimeError): Problem {
  return manifest.problemAt(pointer, "value", { severity: "error", code, message: message.replace(`${code}: `, "") });
}

function tryRead(value: unknown): DeviceManifest | MqttRuntimeError {
  try {
    return readManifest(value);
  } catch (error) {
    if (error instanceof MqttRuntimeError) return error;
    throw error;
  }
}

function labelOf(value: unknown): string {
  const metadata = fieldOf(value, "metadata");
  const text = (field: unknown, otherwise: string) => (typeof field === "string" && field !== "" ? field : otherwise);
  const namespace = text(fieldOf(metadata, "namespace"), "default");
  return `${text(fieldOf(value, "kind"), "document")} ${namespace}/${text(fieldOf(metadata, "name"), "(no name)")}`;
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
