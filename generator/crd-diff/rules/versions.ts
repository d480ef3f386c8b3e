import type { Rule } from "../change.js";

/** Rules about the versions of a CustomResourceDefinition outside their schemas. */
export const VERSION_RULES = {
  storedVersionRemoval: {
    severity: "breaking",
    advice:
      "The server refuses to remove a version that objects may be stored in. Store another one, rewrite every object, " +
      "take it out of status.storedVersions, and remove it then.",
  },
  versionRemoval: {
    severity: "breaking",
    advice:
      "Clients of this version get 404. Mark it as deprecated, stop serving it when nobody asks for it, then remove it.",
  },
  "versionRemoval/unserved": { severity: "harmless", advice: "Nobody could read or write the version." },
  versionAddition: { severity: "harmless", advice: "A version is new." },
  "served/off": {
    severity: "breaking",
    advice:
      "Clients of this version get 404. Mark it as deprecated first, and see in the audit log that nobody uses it.",
  },
  "served/on": { severity: "harmless", advice: "Clients can use this version." },
  storage: {
    severity: "warning",
    advice:
      "Objects are stored in this version when they are next written; those stored before stay as they are until then. " +
      "Rewrite them before the old version goes.",
  },
  deprecation: { severity: "harmless", advice: "Clients of the version see another warning, or none." },
  "statusSubresource/added": {
    severity: "breaking",
    advice: "Writes of the object no longer change its status. Controllers must write to /status; release them first.",
  },
  "statusSubresource/removed": {
    severity: "breaking",
    advice: "Controllers that write to /status get 404, and users can write the status. Keep it.",
  },
  "scaleSubresource/added": { severity: "harmless", advice: "kubectl scale and autoscalers can use the kind." },
  "scaleSubresource/removed": { severity: "breaking", advice: "kubectl scale and autoscalers get 404. Keep it." },
  "scaleSubresource/changed": {
    severity: "breaking",
    advice: "Autoscalers read and write other fields. Keep the old ones filled, or tell those who scale.",
  },
  "printerColumns/added": { severity: "harmless", advice: "kubectl get shows one more column." },
  "printerColumns/removed": {
    severity: "warning",
    advice: "Scripts that read the column of kubectl get no longer find it.",
  },
  "printerColumns/changed": { severity: "harmless", advice: "kubectl get shows the column in another way." },
  "selectableFields/added": { severity: "harmless", advice: "Clients can select objects by one more field." },
  "selectableFields/removed": {
    severity: "breaking",
    advice: "Watches and lists that select by the field are refused. Keep it in this version.",
  },
} as const satisfies Readonly<Record<string, Rule>>;
