import type { Rule } from "../change.js";

/** Rules about what objects and lists hold. */
export const FIELD_RULES = {
  existingFieldRemoval: {
    severity: "breaking",
    advice:
      "The server drops the field from every object, stored ones at their next write, and strict clients are refused. " +
      "Keep it, mark it as deprecated, and leave it out of a new version.",
  },
  "existingFieldRemoval/renamed": {
    severity: "breaking",
    advice:
      "This looks like a new name for the same field: whoever uses the old one loses the value in silence. Keep both, " +
      "mark the old one as deprecated, and read the new one first.",
  },
  "existingFieldRemoval/unchecked": {
    severity: "warning",
    advice: "The object keeps unknown fields, so the value stays, but it is neither checked nor filled in any more.",
  },
  fieldAddition: { severity: "harmless", advice: "A field is new; the server dropped it until now." },
  "fieldAddition/narrowing": {
    severity: "breaking",
    advice:
      "Objects could hold anything under this name; what does not fit the new field is refused or dropped. Take a name " +
      "that nobody uses, or publish it in a new version.",
  },
  "fieldAddition/counted": {
    severity: "warning",
    advice:
      "The default is filled in, and a condition on the object counts its fields or names this one; see that objects " +
      "which met it still do.",
  },
  "required/added": {
    severity: "breaking",
    advice:
      "Objects without the field are refused, also stored ones when they change. Give it a default, or require it in a " +
      "new version only.",
  },
  "required/defaulted": {
    severity: "harmless",
    advice: "The field is required and has a default, so the server fills it in where it is left out.",
  },
  "required/removed": {
    severity: "harmless",
    advice: "Every object that was accepted still is; programs that read the field must cope with its absence.",
  },
  "preserveUnknownFields/closed": {
    severity: "breaking",
    advice:
      "Fields that are not declared are dropped from now on, from stored objects at their next write. Declare those " +
      "in use first.",
  },
  "preserveUnknownFields/opened": {
    severity: "warning",
    advice:
      "Fields that were dropped are now kept as they are; closing the object again, or declaring them, will hurt.",
  },
  "additionalProperties/removed": {
    severity: "breaking",
    advice: "Entries with free names are dropped from now on. Keep the map, and add fields beside it in the parent.",
  },
  "additionalProperties/restricted": {
    severity: "breaking",
    advice: "Map values could be anything; those that do not fit the new schema are refused. Publish a new version.",
  },
  "additionalProperties/refused": {
    severity: "warning",
    advice: "Undeclared fields are refused, where the server dropped them until now.",
  },
  "additionalProperties/dropped": {
    severity: "harmless",
    advice: "Undeclared fields are dropped, where the server refused them until now.",
  },
  "additionalProperties/added": {
    severity: "warning",
    advice: "Entries with free names are kept, where the server dropped them until now.",
  },
  "additionalProperties/opened": {
    severity: "warning",
    advice: "Map values may be anything now; the server drops what lies inside them.",
  },
  listType: {
    severity: "breaking",
    advice:
      "The list type decides who owns which items under server-side apply; a change makes appliers lose or duplicate " +
      "items, and a set or map refuses duplicates. Change it in a new field.",
  },
  listMapKeys: {
    severity: "breaking",
    advice:
      "The keys tell items apart under server-side apply; with others, items merge or conflict. Change them in a new field.",
  },
  mapType: {
    severity: "breaking",
    advice: "The map type decides who owns which entries under server-side apply. Change it in a new field.",
  },
  "embeddedResource/added": {
    severity: "breaking",
    advice: "The value must carry apiVersion, kind and valid metadata from now on. Publish it in a new version.",
  },
  "embeddedResource/removed": {
    severity: "warning",
    advice: "The server no longer checks apiVersion, kind and metadata, and drops those that are not declared.",
  },
} as const satisfies Readonly<Record<string, Rule>>;
