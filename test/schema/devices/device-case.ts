import type { JsonObject } from "../../../generator/model/model.js";

/** Devices of one kind: all of `good` are to be accepted, all of `bad` to be refused. */
export interface KindCases {
  readonly kind: string;
  readonly good: Readonly<Record<string, JsonObject>>;
  readonly bad: Readonly<Record<string, JsonObject>>;
}

/** A device, as a whole. */
export function device(kind: string, spec: JsonObject, status?: JsonObject): JsonObject {
  return {
    apiVersion: "devices.edge.cattle.io/v1alpha1",
    kind,
    metadata: { name: "device-1", namespace: "plant" },
    spec,
    ...(status === undefined ? {} : { status }),
  };
}

/** Devices of a kind whose specs are these. */
export function devices(
  kind: string,
  specs: Readonly<Record<string, JsonObject>>,
): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, device(kind, spec)]));
}

const SERVER = { server: "tcp://broker.example.com:1883" };

/** The least MQTT extension, with more options of the client. */
export function mqtt(client: JsonObject = {}): JsonObject {
  return { mqtt: { client: { ...SERVER, ...client }, message: { topic: ":namespace/:name" } } };
}

export const REFERENCE = { name: "credentials", item: "key" };
