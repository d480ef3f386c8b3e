import type { Rule } from "../change.js";

/** Rules about what one value may be. */
export const VALUE_RULES = {
  "type/changed": {
    severity: "breaking",
    advice:
      "Stored objects and clients hold a value of the old type, which is refused. Add a field of another name with " +
      "the new type, or make a new version with a conversion webhook.",
  },
  "type/widened": {
    severity: "warning",
    advice: "Every old value is accepted, but clients compiled against the old type fail on the new ones.",
  },
  "nullable/added": {
    severity: "warning",
    advice: "A null that was dropped or replaced by the default is now kept; programs that read the field must cope.",
  },
  "nullable/refusedByEnum": {
    severity: "breaking",
    advice:
      "A null was dropped until now; it is kept now, and the enum beside it refuses it even if it lists null. Move the " +
      "enum into allOf.",
  },
  "nullable/removed": {
    severity: "breaking",
    advice:
      "A null is now dropped or replaced by the default, and refused in lists and required fields. Keep nullable " +
      "until no client writes null.",
  },
  "enum/added": {
    severity: "breaking",
    advice: "Every other value is refused from now on. List all values that are in use, or publish a new version.",
  },
  "enum/valueRemoved": {
    severity: "breaking",
    advice:
      "Whoever writes the value is refused, and stored objects that hold it cannot be changed in this field. Keep the " +
      "value and say in the description that it is no longer to be used.",
  },
  "enum/valueAdded": {
    severity: "warning",
    advice: "Programs that handle the old values one by one meet a new one; release them first.",
  },
  "enum/removed": {
    severity: "warning",
    advice: "Programs that handle the old values one by one meet others; release them first.",
  },
  "default/changed": {
    severity: "breaking",
    advice:
      "Whoever leaves the field out gets another behaviour; stored objects keep the old value where it was written " +
      "out. Keep the default in this version.",
  },
  "default/removed": {
    severity: "breaking",
    advice:
      "Whoever leaves the field out now has none; programs that count on a value fail, and a required field is " +
      "refused. Keep the default in this version.",
  },
  "default/added": {
    severity: "warning",
    advice:
      "Objects without the field have this value from now on, also stored ones; see that it means what absence meant.",
  },
  "pattern/added": {
    severity: "breaking",
    advice: "Texts that do not match are refused from now on. Publish the pattern in a new version.",
  },
  "pattern/changed": {
    severity: "breaking",
    advice:
      "Whether every text that matched still does is not analysed. If it does, set pattern/changed to harmless in the " +
      "configuration for this run; if not, publish the pattern in a new version.",
  },
  "pattern/removed": { severity: "harmless", advice: "Every text that was accepted still is." },
  "format/added": {
    severity: "breaking",
    advice:
      "The server checks this format (numbers since 1.36) and refuses what was accepted. Publish it in a new version.",
  },
  "format/changed": {
    severity: "breaking",
    advice: "The server checks the new format; whether it accepts every old value is not analysed. Keep the old one.",
  },
  "format/removed": { severity: "harmless", advice: "Every value that was accepted still is." },
  "format/unchecked": {
    severity: "harmless",
    advice: "The server does not check the new format; clients that do may refuse what the server takes.",
  },
  description: {
    severity: "harmless",
    advice: "Only words change. See that the field still means what it meant.",
  },
  unhandled: {
    severity: "warning",
    advice: "This keyword is not analysed; look at what it does.",
  },
} as const satisfies Readonly<Record<string, Rule>>;
