import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";

/** The name space of derived UIDs: a random UUID made once for this purpose. Changing it changes every derived client id. */
const UID_NAMESPACE = Buffer.from("00a3a1fd2066458b81b2cbd83c55b3b9", "hex");

/**
 * A stable UID for a DeviceLink that Kubernetes has not given one yet: the UUID version 5 (RFC 9562 section 5.5) of
 * `NAMESPACE/NAME`. The same link gets the same UID on every machine; it is not the one it will get from Kubernetes.
 */
export function deriveUid(namespace: string, name: string): string {
  const bytes = createHash("sha1").update(UID_NAMESPACE).update(`${namespace}/${name}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6); // version 5
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8); // the variant of RFC 9562
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
