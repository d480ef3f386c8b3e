import { nearly, refused, type TranslationCase } from "./translation-case.js";

const PRESERVE = "x-kubernetes-preserve-unknown-fields";
const EMBEDDED = "x-kubernetes-embedded-resource";
const KIND = { type: "string", maxLength: 9 };
const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "a", labels: { b: "c" } } };

/** Kubernetes' own keywords, and those of other tools. */
export const EXTENSION_CASES: readonly TranslationCase[] = [
  {
    name: "an object that keeps unknown fields",
    source: { type: "object", [PRESERVE]: true },
    core: { type: "object", additionalProperties: true },
    good: [{}, { a: { b: 1 } }],
    bad: [1, []],
  },
  {
    name: "an object that keeps unknown fields beside those that it declares",
    source: { type: ["object", "null"], [PRESERVE]: true, properties: { kind: KIND } },
    core: { type: "object", nullable: true, additionalProperties: true, properties: { kind: KIND } },
    good: [null, { kind: "a", b: 1 }],
    bad: [{ kind: 1 }],
  },
  {
    name: "an object that keeps unknown fields by a member of allOf",
    source: {
      allOf: [
        { type: "object", properties: { kind: KIND } },
        { type: "object", [PRESERVE]: true },
      ],
    },
    core: { type: "object", additionalProperties: true, properties: { kind: KIND } },
    good: [{ kind: "a", b: 1 }],
    bad: [{ kind: 1 }],
  },
  {
    name: "an object that both keeps and refuses unknown fields",
    source: { type: "object", [PRESERVE]: true, properties: { kind: KIND }, additionalProperties: false },
    said: refused(PRESERVE),
  },
  {
    name: "a map that keeps unknown fields",
    source: { type: "object", [PRESERVE]: true, additionalProperties: { type: "boolean" }, maxProperties: 3 },
    core: { type: "object", additionalProperties: { type: "boolean" }, maxProperties: 3 },
    good: [{ a: true }],
    bad: [{ a: 1 }],
  },
  {
    name: "a text that keeps unknown fields",
    source: { ...KIND, [PRESERVE]: true },
    core: KIND,
    good: ["a"],
    bad: [1],
  },
  {
    name: "any value that is a text by a member of allOf",
    source: { [PRESERVE]: true, allOf: [KIND] },
    core: KIND,
    good: ["a"],
    bad: [1],
  },
  {
    name: "a reference that keeps unknown fields, to a text",
    source: { $ref: "#/$defs/kind", [PRESERVE]: true },
    root: { $defs: { kind: KIND } },
    core: { $ref: "#/$defs/kind" },
    good: ["a"],
    bad: [1],
  },
  {
    name: "a reference that keeps unknown fields, to a closed object",
    source: { $ref: "#/$defs/kind", [PRESERVE]: true },
    root: { $defs: { kind: { type: "object", properties: { kind: KIND }, additionalProperties: false } } },
    said: refused(PRESERVE),
  },
  {
    name: "Kubernetes' own keywords that are false",
    source: { ...KIND, [PRESERVE]: false, [EMBEDDED]: false, "x-kubernetes-int-or-string": false },
    core: KIND,
    good: ["a"],
    bad: [1],
  },
  {
    name: "an integer or a string, said twice",
    source: { type: ["integer", "string"], maxLength: 9, "x-kubernetes-int-or-string": true },
    core: { type: ["integer", "string"], maxLength: 9 },
    good: [1, "a"],
    bad: [true],
  },
  {
    name: "an integer or a string, and a string only",
    source: { ...KIND, "x-kubernetes-int-or-string": true },
    said: refused("x-kubernetes-int-or-string"),
  },
  {
    name: "an embedded resource of any fields",
    source: { type: "object", additionalProperties: true, [EMBEDDED]: true },
    said: nearly(EMBEDDED),
    good: [
      ...[DEPLOYMENT, { apiVersion: "v1", kind: "Pod", spec: { a: 1 } }, { apiVersion: "/", kind: "k" }],
      ...[
        { apiVersion: "v1", kind: "\u212a-\u0130" },
        { apiVersion: "v1", kind: "A".repeat(63) },
      ],
    ],
    bad: [
      ...[{}, { apiVersion: "v1" }, { kind: "Pod" }, { apiVersion: "", kind: "Pod" }, { apiVersion: "v1", kind: "" }],
      ...[
        { apiVersion: "a/b/c", kind: "Pod" },
        { apiVersion: "v1", kind: "po d" },
        { apiVersion: "v1", kind: "1" },
      ],
      ...[
        { apiVersion: "v1", kind: "A".repeat(64) },
        { apiVersion: 1, kind: "Pod" },
      ],
      ...[{ apiVersion: "v1", kind: "Pod", metadata: 1 }, { apiVersion: "v1", kind: "Pod\n" }, []],
    ],
  },
  {
    name: "an embedded resource of its own fields",
    source: {
      type: "object",
      properties: {
        kind: { type: "string", enum: ["Pod", "a b"] },
        spec: { type: "object", additionalProperties: true },
      },
      required: ["spec"],
      additionalProperties: false,
      [EMBEDDED]: true,
    },
    said: nearly(EMBEDDED),
    good: [{ apiVersion: "v1", kind: "Pod", spec: {}, metadata: { name: "a" } }],
    bad: [
      { apiVersion: "v1", kind: "Deployment", spec: {} },
      { apiVersion: "v1", kind: "a b", spec: {} },
      { apiVersion: "v1", kind: "Pod" },
      { apiVersion: "v1", kind: "Pod", spec: {}, other: 1 },
    ],
  },
  {
    name: "embedded resources with a word about their metadata, in a list",
    source: {
      type: "array",
      maxItems: 3,
      items: {
        type: "object",
        additionalProperties: true,
        properties: { metadata: { type: "object", properties: { name: KIND }, additionalProperties: true } },
        [EMBEDDED]: true,
      },
    },
    said: nearly(`items/${EMBEDDED}`),
    good: [[], [{ apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "b" } }]],
    bad: [[{}], [{ apiVersion: "v1", kind: "Pod", metadata: { name: "a".repeat(10) } }]],
  },
  {
    name: "an embedded resource with closed metadata",
    source: {
      type: "object",
      additionalProperties: true,
      properties: { metadata: { type: "object", properties: { name: KIND }, additionalProperties: false } },
      [EMBEDDED]: true,
    },
    said: [...nearly(EMBEDDED), ...refused("properties/metadata/additionalProperties")],
  },
  {
    name: "an embedded resource of one kind",
    source: {
      type: "object",
      additionalProperties: true,
      properties: { apiVersion: { type: "string", const: "v1" }, kind: { type: "string", enum: ["Pod"] } },
      [EMBEDDED]: true,
    },
    said: nearly(EMBEDDED),
    good: [{ apiVersion: "v1", kind: "Pod" }],
    bad: [{ apiVersion: "v2", kind: "Pod" }, { kind: "Pod" }],
  },
  {
    name: "an embedded resource of a kind that is none",
    source: {
      type: "object",
      additionalProperties: true,
      properties: { kind: { type: "string", const: "a b" } },
      [EMBEDDED]: true,
    },
    said: nearly(EMBEDDED),
    bad: [
      { apiVersion: "v1", kind: "a b" },
      { apiVersion: "v1", kind: "Pod" },
    ],
  },
  {
    name: "an embedded resource with metadata by reference",
    source: {
      type: "object",
      additionalProperties: true,
      properties: { metadata: { $ref: "#/$defs/metadata" } },
      [EMBEDDED]: true,
    },
    root: { $defs: { metadata: { type: "object", properties: { name: KIND }, additionalProperties: true } } },
    said: nearly(EMBEDDED),
    good: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "b" } }],
    bad: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "a".repeat(10) } }],
  },
  {
    name: "an embedded resource with metadata by reference that say nothing of other fields",
    source: {
      type: "object",
      additionalProperties: true,
      properties: { metadata: { $ref: "#/$defs/metadata" } },
      [EMBEDDED]: true,
    },
    root: { $defs: { metadata: { type: "object", properties: { name: KIND } } } },
    said: [
      ...nearly(EMBEDDED),
      ...refused("properties/metadata/additionalProperties"),
      ...nearly("/$defs/metadata/type"),
    ],
  },
  {
    name: "an embedded resource without metadata",
    source: { type: "object", additionalProperties: false, properties: { metadata: false }, [EMBEDDED]: true },
    said: [...nearly(EMBEDDED), ...refused("properties/metadata")],
  },
  { name: "an embedded text", source: { ...KIND, [EMBEDDED]: true }, said: refused(EMBEDDED) },
  {
    name: "an embedded map",
    source: { type: "object", additionalProperties: KIND, maxProperties: 2, [EMBEDDED]: true },
    said: refused(EMBEDDED),
  },
  {
    name: "annotations of other tools",
    source: {
      allOf: [
        { ...KIND, "x-order": 1 },
        { minLength: 2, "x-order": 2 },
      ],
      "x-ui": { widget: "line" },
    },
    core: { type: "string", maxLength: 9, allOf: [{ minLength: 2 }] },
    good: ["ab"],
    bad: ["a"],
  },
  {
    name: "keywords of Kubernetes that only its own types have",
    source: { ...KIND, "x-kubernetes-patch-strategy": "merge" },
    core: KIND,
    said: nearly("x-kubernetes-patch-strategy"),
    good: ["a"],
    bad: [1],
  },
];
