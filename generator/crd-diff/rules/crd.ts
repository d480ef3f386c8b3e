import type { Rule } from "../change.js";

/** Rules about a CustomResourceDefinition outside its schemas. */
export const CRD_RULES = {
  crdRemoval: {
    severity: "breaking",
    advice: "Deleting a CRD deletes every object of it. Stop serving it first, and back the objects up.",
  },
  crdAddition: { severity: "harmless", advice: "A kind is new." },
  typeRemoval: {
    severity: "breaking",
    advice: "Programs that import the type no longer compile. Keep it, and mark it as deprecated.",
  },
  typeAddition: { severity: "harmless", advice: "A type is new." },
  group: {
    severity: "breaking",
    advice:
      "This is another API to the server: no client and no stored object follows. Serve both and copy the objects.",
  },
  plural: {
    severity: "breaking",
    advice:
      "This is another resource to the server: URLs and RBAC rules change, stored objects stay behind. Keep the name.",
  },
  kind: {
    severity: "breaking",
    advice:
      "The server refuses to change the kind of an established CRD, and manifests name it. Make a CRD of another name.",
  },
  listKind: { severity: "breaking", advice: "Clients decode lists by this name. Keep it." },
  singular: {
    severity: "warning",
    advice: "Whoever types the old name to kubectl is told that there is no such resource.",
  },
  scope: {
    severity: "breaking",
    advice:
      "The server refuses to change the scope of an established CRD. Make a CRD of another name and copy the objects.",
  },
  "shortNames/added": { severity: "harmless", advice: "One more abbreviation for kubectl." },
  "shortNames/removed": { severity: "warning", advice: "Scripts that use the abbreviation fail." },
  "categories/added": { severity: "harmless", advice: "The objects are listed under one more category." },
  "categories/removed": { severity: "warning", advice: "Scripts that list the category no longer see the objects." },
  "conversion/strategy": {
    severity: "warning",
    advice: "Objects are converted between versions in another way; see that every version reads what others wrote.",
  },
  "conversion/webhook": {
    severity: "warning",
    advice: "Another webhook converts the objects; it must be up before this is applied, or no object can be read.",
  },
} as const satisfies Readonly<Record<string, Rule>>;
