import { validateDeviceLink, type ValidationIssue, warnDeviceLink } from "octopus-mqtt";
import { type Checks, DEVICE_API, DEVICE_KINDS, type DeviceKind } from "./device-kinds.js";
import { fieldOf } from "./fields.js";

/** Where a DeviceLink has the spec of its device. */
const DEVICE_SPEC = "/spec/template/spec";

/** An issue, or something that is good to know: what was not checked. */
export type Finding = Pick<ValidationIssue, "code" | "message" | "pointer"> & {
  readonly severity: "error" | "warning" | "notice";
};

/**
 * What is wrong with a manifest of a known kind, all of it; undefined for other kinds. A DeviceLink is typed by its
 * `spec.model`: what it has of the device is checked as the spec of that kind.
 */
export function checkKind(manifest: unknown): readonly Finding[] | undefined {
  const kind = fieldOf(manifest, "kind");
  if (kind === "DeviceLink") return checkTypedLink(manifest);
  const known = typeof kind === "string" ? DEVICE_KINDS.get(kind) : undefined;
  return known && errorsOrWarnings([{ checks: known.device, value: manifest, root: "" }]);
}

/** What DeviceLink's own schema says, which of the device knows no more than the MQTT options. */
export function checkLink(manifest: unknown): readonly Finding[] {
  return errorsOrWarnings([linkPart(manifest)]);
}

function checkTypedLink(manifest: unknown): readonly Finding[] {
  const model = fieldOf(fieldOf(manifest, "spec"), "model");
  const template = fieldOf(fieldOf(manifest, "spec"), "template");
  const known = kindOf(model);
  if (!known) return [...checkLink(manifest), ...unknownModel(model)];
  if (typeof template !== "object" || template === null) return checkLink(manifest);
  const value = fieldOf(template, "spec") ?? {};
  return errorsOrWarnings([
    { ...linkPart(manifest), except: DEVICE_SPEC },
    { checks: known.spec, value, root: DEVICE_SPEC },
  ]);
}

function kindOf(model: unknown): DeviceKind | undefined {
  const kind = fieldOf(model, "kind");
  const isOurs = (fieldOf(model, "apiVersion") ?? DEVICE_API) === DEVICE_API;
  return typeof kind === "string" && isOurs ? DEVICE_KINDS.get(kind) : undefined;
}

function unknownModel(model: unknown): Finding[] {
  // What is no model at all is an error of the link already.
  if (typeof model !== "object" || model === null) return [];
  const words = ["apiVersion", "kind"].map((name) => fieldOf(model, name));
  const name = words.filter((word) => typeof word === "string").join(" ");
  const what = name === "" ? "the model names no kind" : `${JSON.stringify(name)} is not a kind that is known here`;
  const known = `${[...DEVICE_KINDS.keys()].join(", ")} of ${DEVICE_API}`;
  const message = `${what}: of the device's spec only the MQTT options were checked; known are ${known}`;
  return [{ severity: "notice", code: "unknown-model", pointer: "/spec/model", message }];
}

/** A part of a manifest and what checks it; issues at and below `except` are told by another part. */
interface PartToCheck {
  readonly checks: Checks;
  readonly value: unknown;
  readonly root: string;
  readonly except?: string;
}

function linkPart(value: unknown): PartToCheck {
  return { checks: { validate: validateDeviceLink, warn: warnDeviceLink }, value, root: "" };
}

/** Warnings are about documents without errors. */
function errorsOrWarnings(parts: readonly PartToCheck[]): readonly Finding[] {
  const found = (check: keyof Checks) =>
    parts.flatMap(({ checks, value, root, except }) =>
      checks[check](value)
        .filter(({ pointer }) => except === undefined || (pointer !== except && !pointer.startsWith(`${except}/`)))
        .map((issue) => ({ ...issue, pointer: root + issue.pointer })),
    );
  const errors = found("validate");
  return errors.length > 0 ? errors : found("warn");
}
