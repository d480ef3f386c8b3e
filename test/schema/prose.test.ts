import { describe, expect, test } from "vitest";
import { PLACES, propertiesOf, readSource, TYPE_PATHS, typeSource, type Node } from "./sources.js";

/** Fields where the tables, Octopus and we do not agree, or where a table is silent. */
const DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
  "mqtt/mqtt-client-options": [
    ...["server", "protocolVersion", "tlsConfig", "cleanSession", "store", "resumeSubs", "connectTimeout", "keepAlive"],
    ...["pingTimeout", "writeTimeout", "waitTimeout", "disconnectQuiesce", "maxReconnectInterval"],
    ...["messageChannelDepth", "httpHeaders"],
  ],
  "mqtt/mqtt-client-tls": ["caFilePEM", "certFilePEM", "keyFilePEM", "insecureSkipVerify"],
  "mqtt/mqtt-client-store": ["directoryPrefix", "direcotryPrefix"],
  "mqtt/mqtt-message-options": ["topic", "path", "operator"],
  "mqtt/mqtt-will-message": ["topic", "content"],
};
const DIFFERENT_TYPES = ["common/duration", "mqtt/mqtt-client-basic-auth", "mqtt/mqtt-message-topic-operator"];

describe("what differs is explained", () => {
  const fields = Object.entries(DIFFERENCES).flatMap(([type, names]) => names.map((name) => [type, name] as const));
  test.each(fields)("%s %s", (type, name) => {
    expect(propertiesOf(typeSource(type))[name]?.$comment).toMatch(/\.$/);
  });
  test.each(DIFFERENT_TYPES)("%s", (type) => {
    expect(typeSource(type).$comment).toMatch(/\.$/);
  });
});

describe("every type and every field says what it is for", () => {
  const described = PLACES.filter(({ pointer, isProperty }) => pointer === "" || isProperty);
  test.each(described)("$path#$pointer", ({ schema }) => {
    expect(schema.description).toMatch(/^[A-Z].*[.]$/s);
  });
});

describe("every choice says what it means, and every duration what zero means", () => {
  test.each(Object.entries(propertiesOf(typeSource("mqtt/mqtt-client-options"))))("%s", (_name, schema) => {
    const isDuration = String(schema.$ref).endsWith("/duration.schema.json");
    if (isDuration || schema.type === "integer") expect(schema.description).toContain("`0`");
  });
});

describe("secrets", () => {
  test("are marked, and nothing else is", () => {
    const secrets = PLACES.filter(({ schema }) => schema["x-octopus-secret"] === true);
    expect(secrets.map(({ path, pointer }) => `${path}#${pointer}`)).toEqual([
      "device/opcua-device-protocol-basic-auth.schema.json#/properties/password",
      "device/opcua-device-protocol-tls.schema.json#/properties/keyFilePEM",
      "mqtt/mqtt-client-basic-auth.schema.json#/properties/password",
      "mqtt/mqtt-client-options.schema.json#/properties/httpHeaders",
      "mqtt/mqtt-client-tls.schema.json#/properties/keyFilePEM",
    ]);
  });
});

test("what a rule or a warning points at, and what it suggests for, exists", () => {
  for (const path of TYPE_PATHS) {
    const schema = readSource(path);
    const rules = ((schema.allOf ?? []) as Node[]).map((member) => member["x-octopus-rule"] as Node);
    const warnings = (schema["x-octopus-warnings"] ?? []) as Node[];
    for (const { at } of [...rules, ...warnings]) {
      if (at !== undefined) expect(Object.keys(propertiesOf(schema))).toContain(at);
    }
  }
});
