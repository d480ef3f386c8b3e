import type { MQTTOptions } from "../../generated/index.js";
import type { TopicLink } from "../topic/index.js";
import { deriveUid } from "./derived-uid.js";
import { ManifestNode } from "./manifest-node.js";

const DEVICE_LINK_API = "edge.cattle.io/v1alpha1";
const DEVICE_API = "devices.edge.cattle.io/v1alpha1";
const DEVICE_LINK = "DeviceLink";
/** The kind whose devices speak MQTT themselves: its options are part of its protocol, not an extension. */
const MQTT_DEVICE = "MQTTDevice";

/** The kinds of the Octopus adaptors and the only API version they have. Other kinds may come from any API. */
const KNOWN_APIS: ReadonlyMap<string, string> = new Map([
  [DEVICE_LINK, DEVICE_LINK_API],
  ["BluetoothDevice", DEVICE_API],
  ["DummyProtocolDevice", DEVICE_API],
  ["DummySpecialDevice", DEVICE_API],
  ["ModbusDevice", DEVICE_API],
  [MQTT_DEVICE, DEVICE_API],
  ["OPCUADevice", DEVICE_API],
]);

/** The identity of a DeviceLink. */
export interface ManifestLink extends TopicLink {
  /** True if the manifest knows no UID and `uid` was made from namespace and name: see `deriveUid`. */
  readonly uidDerived: boolean;
}

/** What a manifest says about MQTT. */
export interface DeviceManifest {
  /** Whether it is a DeviceLink, which creates a device, or the device itself. */
  readonly manifest: "DeviceLink" | "device";
  /** The `kind` it states, such as `DeviceLink` or `ModbusDevice`. */
  readonly kind: string;
  /** The identity that topics and the client id are made from. */
  readonly link: ManifestLink;
  /** As written, not validated: `parseMQTTOptions` and `createClient` do that. */
  readonly options: MQTTOptions;
  /** JSON pointer to the options in the manifest; what a pointer into the options has to be appended to. */
  readonly optionsPointer: string;
}

/**
 * Reads the identity of the DeviceLink and the MQTT options from a manifest, that is, from a parsed YAML or JSON
 * document:
 *
 * - of a DeviceLink: its own metadata, and the options at `spec.template.spec.extension.mqtt`;
 * - of a device: the owner reference to its controlling DeviceLink (without one, the device's own name, since Octopus
 *   names a device after its link), its own namespace, and the options at `spec.extension.mqtt`;
 * - an MQTTDevice, linked or itself, has them at `spec.protocol` as `client` and `message`.
 *
 * A missing namespace is `default`, a missing UID is derived. Throws `invalid-manifest` for anything else, with the
 * place as `pointer`. Only what is needed here is checked; the rest of the manifest is for the generated validators.
 */
export function readManifest(manifest: unknown): DeviceManifest {
  const root = new ManifestNode(manifest);
  root.requiredObject("a DeviceLink or a device", "Give one parsed YAML or JSON document.");
  const apiVersion = root.at("apiVersion").requiredText(`an API version such as ${DEVICE_LINK_API}`);
  const kind = root.at("kind").requiredText("a kind such as DeviceLink or ModbusDevice");
  const knownApi = KNOWN_APIS.get(kind);
  if (knownApi !== undefined && apiVersion !== knownApi) {
    throw root
      .at("apiVersion")
      .error(`is not the one of ${kind}`, knownApi, `Write apiVersion: ${knownApi}.`, JSON.stringify(apiVersion));
  }
  return kind === DEVICE_LINK ? readDeviceLink(root) : readDevice(root, kind);
}

function readDeviceLink(root: ManifestNode): DeviceManifest {
  const deviceKind = root.at("spec", "model", "kind").text("the kind of the device");
  return {
    manifest: "DeviceLink",
    kind: DEVICE_LINK,
    link: toLink(root, root.at("metadata")),
    ...readOptions(root.at("spec", "template", "spec"), deviceKind),
  };
}

function readDevice(root: ManifestNode, kind: string): DeviceManifest {
  const options = readOptions(root.at("spec"), kind);
  const owner = root.at("metadata", "ownerReferences").items().find(isControllingLink);
  const link = owner === undefined ? withoutOwner(root) : toLink(root, owner);
  return { manifest: "device", kind, link, ...options };
}

function isControllingLink(owner: ManifestNode): boolean {
  const group = owner.at("apiVersion").value;
  return (
    owner.at("kind").value === DEVICE_LINK &&
    owner.at("controller").value === true &&
    typeof group === "string" &&
    group.startsWith("edge.cattle.io/")
  );
}

/** The link that a device not yet created by one would have; the device's own UID is not the link's. */
function withoutOwner(root: ManifestNode): ManifestLink {
  const { namespace, name } = toLink(root, root.at("metadata"));
  return { namespace, name, uid: deriveUid(namespace, name), uidDerived: true };
}

/** `identity` holds name and UID: the metadata, or an owner reference, which is always within its own namespace. */
function toLink(root: ManifestNode, identity: ManifestNode): ManifestLink {
  const namespace = root.at("metadata", "namespace").text("a namespace") ?? "default";
  const name = identity.at("name").requiredText("the name of the DeviceLink");
  const uid = identity.at("uid").text("the UID of the DeviceLink");
  return { namespace, name, uid: uid ?? deriveUid(namespace, name), uidDerived: uid === undefined };
}

function readOptions(spec: ManifestNode, kind: string | undefined): Pick<DeviceManifest, "options" | "optionsPointer"> {
  const protocol = spec.at("protocol");
  const extension = spec.at("extension", "mqtt");
  if (kind === MQTT_DEVICE && !extension.isPresent) {
    protocol.requiredObject("the client and message options of an MQTTDevice");
    const { value: client } = protocol.at("client");
    const { value: message } = protocol.at("message");
    return { options: unvalidated({ client, message }), optionsPointer: protocol.pointer };
  }
  const options = extension.requiredObject("MQTTOptions", "Give the device an MQTT extension with client and message.");
  return { options: unvalidated(options), optionsPointer: extension.pointer };
}

/** The one place that calls options what they are meant to be before anybody has checked it; see `DeviceManifest.options`. */
function unvalidated(options: object): MQTTOptions {
  return options as MQTTOptions;
}
